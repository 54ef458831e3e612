"""Uploads, as S3 tells of them, to a topic; from there to two queues; from these to two workers."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import boto3

from workers import Audit, Thumbnails

HIKYAKU = pathlib.Path(__file__).resolve().parents[2] / "hikyaku"
FILES = ["cat.jpg", "notes.txt", "dog.jpg", "broken-1.jpg", "report.pdf", "fish.jpg", "broken-2.jpg", "owl.jpg"]
PICTURES = {name for name in FILES if name.endswith(".jpg")}
BROKEN = {name for name in PICTURES if name.startswith("broken")}
ONLY_PICTURES = {"Records": {"s3": {"object": {"key": [{"suffix": ".jpg"}]}}}}

CONFIG = """
[[queue]]
name = "thumbnails"
dead-letter = "thumbnails-dead"
max-receive-count = 2

[[queue]]
name = "audit"

[[worker]]                                    # in batches, as Lambda does it
queues = ["thumbnails"]
url = "{thumbnails}"
format = "event"
batch = {{ size = 10, window = "200ms" }}
backoff-min = "1s"

[[worker]]                                    # one by one
queues = ["audit"]
url = "{audit}"
"""


def upload(name):
    """What S3 sends when an object was put."""
    return json.dumps({
        "Records": [{
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": "us-east-1",
            "eventName": "ObjectCreated:Put",
            "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "photos"}, "object": {"key": name, "size": 1024}},
        }]
    })


class Server:
    """A server of its own, in a temporary folder."""

    def __init__(self, config):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        (self.folder / "hikyaku.toml").write_text(config)
        self.process = subprocess.Popen(
            [HIKYAKU, "serve", "--port", "0"], cwd=self.folder, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("hikyaku ready on "):
            sys.exit("the server did not start")
        self.url = line.split()[-1]

    def client(self, service):
        return boto3.client(service, endpoint_url=self.url, region_name="us-east-1",
                            aws_access_key_id="test", aws_secret_access_key="test")

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        shutil.rmtree(self.folder)


def until(what, condition):
    """Waits for something, and says that it came."""
    for _ in range(600):
        if condition():
            print(f"   {what}")
            return
        time.sleep(0.1)
    sys.exit(f"never came: {what}")


def run(server, thumbnails, audit):
    sns, sqs = server.client("sns"), server.client("sqs")

    def arn(queue):
        return sqs.get_queue_attributes(QueueUrl=url(queue), AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    def url(queue):
        return sqs.get_queue_url(QueueName=queue)["QueueUrl"]

    def waiting(queue):
        attributes = sqs.get_queue_attributes(QueueUrl=url(queue), AttributeNames=["All"])["Attributes"]
        return int(attributes["ApproximateNumberOfMessages"])

    print("1. A topic with two queues; one wants pictures only.")
    topic = sns.create_topic(Name="uploads")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("audit"), Attributes={"RawMessageDelivery": "true"})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("thumbnails"), Attributes={
        "RawMessageDelivery": "true", "FilterPolicyScope": "MessageBody", "FilterPolicy": json.dumps(ONLY_PICTURES)})

    print(f"2. {len(FILES)} uploads.")
    for name in FILES:
        sns.publish(TopicArn=topic, Message=upload(name))
    until(f"audit has all {len(FILES)}", lambda: audit.seen == set(FILES))
    until(f"thumbnails made {len(PICTURES - BROKEN)}", lambda: thumbnails.made == PICTURES - BROKEN)

    print("3. The broken ones, alone of their batches, come again and then are dead letters.")
    until(f"thumbnails-dead has {len(BROKEN)}", lambda: waiting("thumbnails-dead") == len(BROKEN))

    print("4. The worker is repaired, and the dead letters go back to where they came from.")
    thumbnails.repaired = True
    sqs.start_message_move_task(SourceArn=arn("thumbnails-dead"))
    until(f"thumbnails made all {len(PICTURES)}", lambda: thumbnails.made == PICTURES)
    until("nothing waits", lambda: waiting("thumbnails") + waiting("thumbnails-dead") + waiting("audit") == 0)
    print(f"Done: {thumbnails.batches} batches, {len(thumbnails.made)} thumbnails, {len(audit.seen)} audit entries.")


def main():
    thumbnails, audit = Thumbnails(), Audit()
    server = Server(CONFIG.format(thumbnails=thumbnails.url, audit=audit.url))
    try:
        run(server, thumbnails, audit)
    finally:
        server.close()
        thumbnails.close()
        audit.close()


if __name__ == "__main__":
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    main()
