"""Calls SQS through boto3 for whoever writes to standard input: sqs_bridge.py ENDPOINT REGION ACCESS_KEY_ID

A line {"id", "operation", "parameters"} is answered, in any order, by one of
    {"id", "result"}   what boto3 returned
    {"id", "error"}    code, message and status of an answer that says no
    {"id", "failure"}  why there was no answer
Operations and parameters are those of the service's model. Bytes are {"$bytes": BASE64}. It ends with its input.
"""

import base64
import json
import sys
import threading

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(
    connect_timeout=30,
    read_timeout=60,
    max_pool_connections=100,
    parameter_validation=False,  # what is wrong is for the server to say
    retries={"total_max_attempts": 1},  # each answer is seen
)


def connect(endpoint, region, access_key_id):
    return boto3.session.Session().client(
        "sqs",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=access_key_id,
        aws_secret_access_key="test",
        config=CONFIG,
    )


def call(client, operation, parameters):
    if knows(client.meta.service_model, operation, parameters):
        return getattr(client, xform_name(operation))(**parameters)
    return call_by_name(connect(*sys.argv[1:]), operation, parameters)


def knows(model, operation, parameters):
    return (
        operation in model.operation_names
        and parameters.keys() <= model.operation_model(operation).input_shape.members.keys()
    )


def call_by_name(client, operation, parameters):
    """Sends what the model does not have under another operation that takes a queue."""

    def rename(params, **_):
        params["headers"]["X-Amz-Target"] = "AmazonSQS." + operation

    client.meta.events.register("before-call.sqs.GetQueueAttributes", rename)
    return client.get_queue_attributes(**parameters)


def answer(client, request):
    try:
        result = call(client, request["operation"], request["parameters"])
        result.pop("ResponseMetadata", None)
        return {"result": result}
    except ClientError as e:
        error = e.response["Error"]
        return {
            "error": {
                "code": error["Code"],
                "message": error.get("Message"),
                "status": e.response["ResponseMetadata"]["HTTPStatusCode"],
            }
        }
    except Exception as e:  # the other side must hear of everything
        return {"failure": repr(e)}


def from_json(value):
    return base64.b64decode(value["$bytes"]) if "$bytes" in value else value


def to_json(value):
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value)} has no form in JSON")


def main():
    client = connect(*sys.argv[1:])
    writing = threading.Lock()

    def serve(request):
        line = json.dumps({"id": request["id"], **answer(client, request)}, default=to_json)
        with writing:
            print(line, flush=True)

    for line in sys.stdin.buffer:
        request = json.loads(line, object_hook=from_json)
        threading.Thread(target=serve, args=(request,), daemon=True).start()


main()
