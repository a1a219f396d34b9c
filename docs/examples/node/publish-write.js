// Tells Forewarm that the values of cache keys have become stale: docs/contract.md, as a program.
//
//   npm install
//   BROKERS=127.0.0.1:9092 node publish-write.js posts:post:7 posts:post:8
//
// TOPIC is where write events go, forewarm.writes unless the installation has another prefix.
// SCHEMA is the file of the schema. Ends with 0 once the broker has acknowledged every event.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import avro from 'avsc';
import { CompressionTypes, Kafka, Partitioners, logLevel } from 'kafkajs';

const TOPIC = process.env.TOPIC ?? 'forewarm.writes';
const BROKERS = (process.env.BROKERS ?? '127.0.0.1:9092').split(',');
const SCHEMA =
  process.env.SCHEMA ??
  new URL('../../../schemas/src/main/avro/io/forewarm/schemas/WriteEvent.avsc', import.meta.url);

const writeEvent = avro.Type.forSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** CRC-64-AVRO, as Avro's specification defines it. */
function fingerprint(bytes) {
  const EMPTY = 0xc15d213aa4d7a795n;
  const table = Array.from({ length: 256 }, (_, i) => {
    let entry = BigInt(i);
    for (let bit = 0; bit < 8; bit++) {
      entry = (entry >> 1n) ^ (entry & 1n ? EMPTY : 0n);
    }
    return entry;
  });
  return bytes.reduce(
    (crc, octet) => (crc >> 8n) ^ table[Number((crc ^ BigInt(octet)) & 0xffn)],
    EMPTY,
  );
}

/** Avro's single-object encoding: C3 01, the schema's fingerprint, the record. */
function singleObject(type, value) {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(0xc301);
  head.writeBigUInt64LE(fingerprint(Buffer.from(JSON.stringify(type.schema()))), 2);
  return Buffer.concat([head, type.toBuffer(value)]);
}

/** One event a key: its record key is the cache key, which decides its partition. */
function message(cacheKey) {
  const event = {
    id: randomUUID(),
    operation: 'WRITE',
    keys: [cacheKey],
    tags: [],
    prefixes: [],
    version: null,
    value: null,
    source: 'node-example',
  };
  return { key: cacheKey, value: singleObject(writeEvent, event) };
}

const keys = process.argv.slice(2);
if (keys.length === 0) {
  console.error('usage: node publish-write.js CACHE_KEY...');
  process.exit(2);
}

const kafka = new Kafka({ clientId: 'node-example', brokers: BROKERS, logLevel: logLevel.ERROR });
const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner, // murmur2 of the key, as Java does it
  idempotent: true,
  maxInFlightRequests: 1,
});
await producer.connect();
try {
  await producer.send({
    topic: TOPIC,
    acks: -1,
    compression: CompressionTypes.None,
    messages: keys.map(message),
  });
  console.log(`published ${keys.length}`);
} finally {
  await producer.disconnect();
}
