// Sends with the AWS SDK for JavaScript v3 and consumes with sqs-consumer; prints "ok" when all is as it should be.
import assert from "node:assert/strict";
import {
  CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageBatchCommand,
  SendMessageCommand, SQSClient,
} from "@aws-sdk/client-sqs";
import { Consumer } from "sqs-consumer";

const sqs = new SQSClient({
  endpoint: process.argv[2],
  region: "eu-central-1",
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
});

const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `js-${process.pid}` }));
await sqs.send(new SendMessageCommand({
  QueueUrl,
  MessageBody: "first",
  MessageAttributes: { colour: { DataType: "String", StringValue: "red" } },
}));
const batch = await sqs.send(new SendMessageBatchCommand({
  QueueUrl,
  Entries: [...Array(9).keys()].map((n) => ({ Id: `${n}`, MessageBody: `message ${n} 😀` })),
}));
assert.equal(batch.Successful.length, 9);
assert.equal(batch.Failed, undefined);

// Each message fails once, so that it comes again after its visibility timeout was ended.
const seen = new Map();
const done = new Promise((resolve, reject) => {
  const consumer = Consumer.create({
    sqs,
    queueUrl: QueueUrl,
    batchSize: 10,
    messageAttributeNames: ["All"],
    messageSystemAttributeNames: ["All"],
    terminateVisibilityTimeout: true,
    handleMessage: async (message) => {
      const count = (seen.get(message.Body) ?? 0) + 1;
      seen.set(message.Body, count);
      assert.equal(message.Attributes.ApproximateReceiveCount, `${count}`);
      if (message.Body === "first")
        assert.equal(message.MessageAttributes.colour.StringValue, "red");
      if (count === 1)
        throw new Error("once");
      return message;
    },
  });
  consumer.on("error", reject);
  consumer.on("processing_error", (error) => error.message.includes("once") || reject(error));
  // The event comes once the message is deleted; deletes of others of its batch may still be under way.
  let processed = 0;
  consumer.on("message_processed", () => {
    if (++processed === 10)
      consumer.stop();
  });
  consumer.on("stopped", resolve);
  consumer.start();
});
await done;
assert.deepEqual([...seen.values()], Array(10).fill(2));

const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
assert.equal(Attributes.ApproximateNumberOfMessages, "0");
assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, "0");
await sqs.send(new DeleteQueueCommand({ QueueUrl }));
await assert.rejects(
  sqs.send(new GetQueueUrlCommand({ QueueName: `js-${process.pid}` })),
  (error) => error.name === "QueueDoesNotExist" && error.Code === "AWS.SimpleQueueService.NonExistentQueue",
);
console.log("ok");
