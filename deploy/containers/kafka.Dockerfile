FROM forewarm/jre:17-local
COPY libs /opt/kafka/libs
COPY kafka-logback.xml /opt/kafka/config/logback.xml
COPY kafka-run /etc/kafka/docker/run
RUN useradd --system --uid 1000 --create-home appuser && mkdir -p /var/lib/kafka/data && chown appuser /var/lib/kafka/data
USER appuser
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]
