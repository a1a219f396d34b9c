package io.forewarm.streams.advice;

import io.forewarm.streams.statistics.TemplateSums;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the keys of a template when advice is asked for.
 *
 * @param template ids as {@code *}
 * @param target by which a rule names these keys; null if none can
 * @param recent what they did lately
 * @param seconds that the recent sums cover
 * @param now what they did in the last half minute, part of the recent
 * @param before what they did in the hour before the last two minutes; without reads if nothing is
 *     known of it
 * @param days what they did in this hour of the day on earlier days, the latest first; an hour each
 */
record Evidence(
    String region,
    String template,
    @Nullable String target,
    TemplateSums recent,
    double seconds,
    TemplateSums now,
    TemplateSums before,
    List<TemplateSums> days) {}
