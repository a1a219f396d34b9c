{{/* Both fulfil Kubernetes' restricted Pod Security Standard. */}}
{{- define "forewarm.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.user.id }}
runAsGroup: {{ .Values.user.group }}
fsGroup: {{ .Values.user.group }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "forewarm.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}
