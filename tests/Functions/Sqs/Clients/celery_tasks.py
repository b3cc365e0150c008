"""A Celery application on SQS: a task that fails once and is tried again."""
import os
from celery import Celery

endpoint = os.environ["SQS_ENDPOINT"]
app = Celery("tasks", broker="sqs://any:any@" + endpoint.split("://")[1], backend="cache+memory://")
app.conf.update(
    broker_transport_options={"is_secure": False, "region": "us-east-1", "polling_interval": 0.1, "wait_time_seconds": 1},
    task_default_queue="celery-tests",
    worker_enable_remote_control=False,
    broker_connection_retry_on_startup=True,
)


@app.task(bind=True, max_retries=3)
def add(self, left, right, path):
    if self.request.retries == 0:
        raise self.retry(countdown=0)
    with open(path, "a", encoding="utf-8") as results:
        results.write(f"{left + right}\n")
