FROM forewarm/jre:17-local
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends redis-server >/dev/null && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
USER redis
WORKDIR /tmp
EXPOSE 6379
ENTRYPOINT ["redis-server", "--protected-mode", "no", "--save", ""]
