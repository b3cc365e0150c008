"""Works with boto3 and keys of several kinds, from KEYS; prints "ok" at the end."""
import json
import os
import boto3
from botocore.exceptions import ClientError

keys = json.loads(os.environ["KEYS"])


def client(name):
    return boto3.client(
        "sqs", endpoint_url=os.environ["SQS_ENDPOINT"], region_name="ap-southeast-2",
        aws_access_key_id=keys[name]["Id"], aws_secret_access_key=keys[name]["Secret"])


def refused(name, code, call, **arguments):
    try:
        getattr(client(name), call)(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return
    raise AssertionError(f"{name}: {code} was expected of {call}")


right = client("right")
url = right.get_queue_url(QueueName=os.environ["QUEUE"])["QueueUrl"]
right.send_message(QueueUrl=url, MessageBody="ä b+c&d=e/😀")
message = right.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]
assert message["Body"] == "ä b+c&d=e/😀", message
right.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
assert right.list_queues()["QueueUrls"] == [url]
refused("right", "AccessDenied", "delete_queue", QueueUrl=url)
refused("right", "AccessDenied", "create_queue", QueueName="of-nobody")
refused("right", "AccessDenied", "get_queue_url", QueueName="of-nobody")
refused("wrong", "SignatureDoesNotMatch", "list_queues")
for name in ("unknown", "expired", "revoked", "disabled"):
    refused(name, "InvalidClientTokenId", "list_queues")
print("ok")
