{{/* The app's configuration: what the chart decides, over it what `settings` says. */}}
{{- define "forewarm.settings" -}}
{{- $kafka := dict "bootstrap.servers" .Values.kafka.bootstrapServers -}}
{{- with .Values.schemaRegistry -}}
{{- if .url -}}
{{- $_ := merge $kafka (dict
      "schema.registry.url" .url
      "value.serializer" .serializer
      "value.deserializer" .deserializer
      "auto.register.schemas" "false"
      "avro.remove.java.properties" "false") -}}
{{- end -}}
{{- end -}}
{{- $redis := dict "prefix" .Values.redis.prefix "timeout" .Values.redis.timeout -}}
{{- if .Values.redis.config.secret -}}
{{- $_ := set $redis "config-file" "/etc/forewarm/redis/redisson.yaml" -}}
{{- else -}}
{{- $_ := set $redis "url" .Values.redis.url -}}
{{- end -}}
{{- $ours := dict
      "kafka" (merge (deepCopy .Values.kafka.properties) $kafka)
      "redis" $redis
      "topics" .Values.topics
      "http" (dict "host" "0.0.0.0" "port" .Values.service.port)
      "streams" (dict
        "state-dir" "/var/lib/forewarm"
        "standby-replicas" .Values.state.standbyReplicas) -}}
{{- toYaml (merge (deepCopy .Values.settings) $ours) -}}
{{- end -}}

{{/* redis.password is read from the file that FOREWARM_REDIS_PASSWORD_FILE names. */}}
{{- define "forewarm.secretVariable" -}}
{{- printf "FOREWARM_%s_FILE" (. | upper | replace "." "_" | replace "-" "_") -}}
{{- end -}}
