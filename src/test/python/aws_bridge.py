"""Calls AWS's services through boto3 for whoever writes to standard input: aws_bridge.py ENDPOINT

A line {"id", "service", "region", "accessKeyId", "operation", "parameters"} is answered, in any order, by one of
    {"id", "result"}   what boto3 returned
    {"id", "error"}    code, message and status of an answer that says no
    {"id", "failure"}  why there was no answer
Operations and parameters are those of the service's model. Bytes are {"$blob": BASE64}, timestamps are seconds since
1970; parameters may have them in ISO 8601, too. It ends with its input.
"""

import base64
import json
import sys
import threading
from datetime import datetime

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


CLIENTS = {}
CONNECTING = threading.Lock()


def connect(service, region, access_key_id):
    return boto3.session.Session().client(
        service,
        endpoint_url=sys.argv[1],
        region_name=region,
        aws_access_key_id=access_key_id,
        aws_secret_access_key="test",
        config=CONFIG,
    )


def client_for(*scope):
    with CONNECTING:
        if scope not in CLIENTS:
            CLIENTS[scope] = connect(*scope)
        return CLIENTS[scope]


def call(scope, operation, parameters):
    client = client_for(*scope)
    if client.meta.service_model.service_name != "sqs" or knows(client.meta.service_model, operation, parameters):
        return getattr(client, xform_name(operation))(**parameters)
    return call_by_name(connect(*scope), operation, parameters)


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


def answer(request):
    scope = request["service"], request["region"], request["accessKeyId"]
    try:
        result = call(scope, request["operation"], request["parameters"])
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
    return base64.b64decode(value["$blob"]) if "$blob" in value else value


def to_json(value):
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"{type(value)} has no form in JSON")


def main():
    writing = threading.Lock()

    def serve(request):
        line = json.dumps({"id": request["id"], **answer(request)}, default=to_json)
        with writing:
            print(line, flush=True)

    for line in sys.stdin.buffer:
        request = json.loads(line, object_hook=from_json)
        threading.Thread(target=serve, args=(request,), daemon=True).start()


main()
