package io.forewarm.local.rules;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleSetting;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Gives a command an option for every setting of a rule; what is not given stays as it is. */
final class RuleOptions implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec command) {
    for (RuleSetting setting : RuleSetting.values()) {
      command.addOption(
          OptionSpec.builder("--" + setting.option())
              .paramLabel(setting.form().label())
              .description(setting.about().replace("%", "%%"))
              .type(Object.class)
              .converters(text -> read(setting, text))
              .build());
    }
    return command;
  }

  private static Object read(RuleSetting setting, String text) {
    try {
      Object value = setting.read(text);
      if (value != null) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    throw new TypeConversionException(setting.option() + " needs a value");
  }

  /** Returns the rule of a target that the options of a command make. */
  static Rule rule(CommandSpec command, String target) {
    Rule rule = Rule.newBuilder().setTarget(target).build();
    for (RuleSetting setting : RuleSetting.values()) {
      rule.put(setting.field(), command.findOption("--" + setting.option()).getValue());
    }
    return rule;
  }
}
