"""Works with boto3, whose version decides on the protocol (Query before 1.28.82); prints "ok" at the end."""
import sys
import boto3
from botocore.exceptions import ClientError

sqs = boto3.client(
    "sqs", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="any", aws_secret_access_key="any")


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error.response
    raise AssertionError(f"{code} was expected")


dead = sqs.create_queue(QueueName="boto-dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
url = sqs.create_queue(
    QueueName="boto.fifo",
    Attributes={
        "FifoQueue": "true",
        "ContentBasedDeduplication": "true",
        "RedrivePolicy": '{"deadLetterTargetArn":"%s","maxReceiveCount":1}' % arn,
    },
    tags={"team": "a"},
)["QueueUrl"]
assert sqs.get_queue_url(QueueName="boto.fifo")["QueueUrl"] == url
assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"team": "a"}

sent = sqs.send_message_batch(QueueUrl=url, Entries=[
    {"Id": str(n), "MessageBody": f"message {n}", "MessageGroupId": f"g{n % 2}",
     "MessageAttributes": {"n": {"DataType": "Number", "StringValue": str(n)},
                           "b": {"DataType": "Binary", "BinaryValue": bytes([0, n])}}}
    for n in range(6)])
assert len(sent["Successful"]) == 6 and "Failed" not in sent, sent
assert sqs.send_message(QueueUrl=url, MessageBody="message 0", MessageGroupId="g0")["MessageId"] \
    == sent["Successful"][0]["MessageId"]

received = sqs.receive_message(
    QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], MessageAttributeNames=["All"],
    WaitTimeSeconds=5)["Messages"]
assert [m["Body"] for m in received if m["Attributes"]["MessageGroupId"] == "g1"] == ["message 1", "message 3", "message 5"]
assert received[0]["MessageAttributes"]["b"]["BinaryValue"] == bytes([0, 0])
assert "Messages" not in sqs.receive_message(QueueUrl=url)
first = received.pop(0)
sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
deleted = sqs.delete_message_batch(
    QueueUrl=url,
    Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(received)]
    + [{"Id": "bad", "ReceiptHandle": "garbage"}])
assert len(deleted["Successful"]) == 5 and deleted["Failed"][0]["Code"] == "ReceiptHandleIsInvalid", deleted

# The next attempt is one too many: the message becomes a dead letter, with its attributes.
assert "Messages" not in sqs.receive_message(QueueUrl=url)
letter = sqs.receive_message(
    QueueUrl=dead, AttributeNames=["All"], MessageAttributeNames=["All"], WaitTimeSeconds=20)["Messages"][0]
assert letter["Body"] == "message 0" and letter["Attributes"]["DeadLetterQueueSourceArn"].endswith(":boto.fifo"), letter
assert letter["MessageAttributes"]["n"]["StringValue"] == "0"

refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="nobody")
refused("InvalidParameterValue", sqs.receive_message, QueueUrl=url, MaxNumberOfMessages=11)
refused("MissingParameter", sqs.send_message, QueueUrl=url, MessageBody="x")
refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=url, ReceiptHandle="garbage")
for page in sqs.get_paginator("list_queues").paginate(QueueNamePrefix="boto", PaginationConfig={"PageSize": 1}):
    assert len(page.get("QueueUrls", [])) <= 1
sqs.delete_queue(QueueUrl=url)
sqs.delete_queue(QueueUrl=dead)
print("ok")
