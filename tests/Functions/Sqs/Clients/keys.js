// Works with the AWS SDK for JavaScript v3 and keys of several kinds, from KEYS; prints "ok" at the end.
import assert from "node:assert/strict";
import {
  DeleteMessageCommand, DeleteQueueCommand, GetQueueUrlCommand, ListQueuesCommand, ReceiveMessageCommand,
  SendMessageCommand, SQSClient,
} from "@aws-sdk/client-sqs";

const keys = JSON.parse(process.env.KEYS);
const client = (name) => new SQSClient({
  endpoint: process.env.SQS_ENDPOINT,
  region: "sa-east-1",
  credentials: { accessKeyId: keys[name].Id, secretAccessKey: keys[name].Secret },
});
const refused = (name, code, command) =>
  assert.rejects(client(name).send(command), (error) => error.Code === code || assert.fail(`${name}: ${error.Code}`));

const right = client("right");
const { QueueUrl } = await right.send(new GetQueueUrlCommand({ QueueName: process.env.QUEUE }));
await right.send(new SendMessageCommand({ QueueUrl, MessageBody: "ä b+c&d=e/😀" }));
const { Messages } = await right.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
assert.equal(Messages[0].Body, "ä b+c&d=e/😀");
await right.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }));
assert.deepEqual((await right.send(new ListQueuesCommand({}))).QueueUrls, [QueueUrl]);
await refused("right", "AccessDenied", new DeleteQueueCommand({ QueueUrl }));
await refused("right", "AccessDenied", new GetQueueUrlCommand({ QueueName: "of-nobody" }));

// A clock that is an hour slow: the client learns the time from the refusal, and tries again.
const rightTime = Date.now;
Date.now = () => rightTime() - 3_600_000;
assert.deepEqual((await client("right").send(new ListQueuesCommand({}))).QueueUrls, [QueueUrl]);
Date.now = rightTime;

await refused("wrong", "SignatureDoesNotMatch", new ListQueuesCommand({}));
for (const name of ["unknown", "expired", "revoked", "disabled"])
  await refused(name, "InvalidClientTokenId", new ListQueuesCommand({}));
console.log("ok");
