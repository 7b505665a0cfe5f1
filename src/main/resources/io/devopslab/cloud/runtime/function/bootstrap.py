"""The main program of a Python function's process: asks for calls, hands them to the handler, answers."""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

ROOT = "/2018-06-01/runtime/"
END_MARK = "\x01end "


class Failure(Exception):
    """A failure in Lambda's own words."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = list(trace)


class CognitoIdentity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Fields:
    """A JSON object as an object of Python's, which has what is not there as None."""

    def __init__(self, values, names):
        for name in names:
            setattr(self, name, values.get(name))


def client_context_of(header):
    values = json.loads(header) if header else None
    if not isinstance(values, dict):
        return None
    context = Fields(values, ("custom", "env", "client"))
    if isinstance(context.client, dict):
        context.client = Fields(
            context.client,
            ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"),
        )
    return context


class LambdaContext:
    """What a handler is told about its call."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = CognitoIdentity()
        self.client_context = client_context_of(headers["Lambda-Runtime-Client-Context"])
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class LogHandler(logging.Handler):
    """Lambda's format of the root logger's records, one log entry each."""

    request_id = ""

    def emit(self, record):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        head = f"[{record.levelname}]\t{stamp}.{int(record.msecs):03d}Z\t{LogHandler.request_id}\t"
        print_entry(head + self.format(record))


def print_entry(text):
    sys.stdout.write(text.rstrip("\n").replace("\r", "").replace("\n", "\r") + "\n")


def send(method, path, body=None, kind=None):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        headers = {"Lambda-Runtime-Function-Error-Type": kind} if kind else {}
        connection.request(method, ROOT + path, body, headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def end_output(request_id):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (ValueError, OSError):
            pass
    for number in (1, 2):
        try:
            os.write(number, (END_MARK + request_id + "\n").encode())
        except OSError:
            pass


def error_document(kind, message, trace, request_id):
    document = {"errorMessage": message, "errorType": kind}
    if request_id:
        document["requestId"] = request_id
    document["stackTrace"] = trace
    return json.dumps(document)


def log_error(kind, message, trace):
    text = f"[ERROR] {kind}: {message}"
    if trace:
        text += "\nTraceback (most recent call last):\n" + "".join(trace)
    print_entry(text)


def load(handler):
    module_name, separator, function_name = handler.rpartition(".")
    if not separator:
        raise Failure("Runtime.MalformedHandlerName", f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Failure("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}")
    except SyntaxError as error:
        place = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        raise Failure("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", place)
    if not hasattr(module, function_name):
        raise Failure("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return getattr(module, function_name)


def own_frames(error):
    """The frames of the function: those of this file, which come first, tell its author nothing."""
    frames = traceback.extract_tb(error.__traceback__)
    while frames and frames[0].filename == __file__:
        frames = frames[1:]
    return traceback.format_list(frames)


def describe(error):
    if isinstance(error, Failure):
        return error.kind, error.message, error.trace
    return type(error).__name__, str(error), own_frames(error)


def answer(handler, payload, context):
    try:
        event = json.loads(payload)
    except ValueError as error:
        raise Failure("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}")
    result = handler(event, context)
    try:
        return json.dumps(result, ensure_ascii=False).encode("utf-8", "backslashreplace")
    except (TypeError, ValueError) as error:
        raise Failure("Runtime.MarshalError", f"Unable to marshal response: {error}")


def serve(handler):
    response, payload = send("GET", "invocation/next")
    headers = response.headers
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    LogHandler.request_id = request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"] or ""
    try:
        result = answer(handler, payload, LambdaContext(headers))
    except Exception as error:
        kind, message, trace = describe(error)
        log_error(kind, message, trace)
        end_output(request_id)
        send("POST", f"invocation/{request_id}/error", error_document(kind, message, trace, request_id), kind)
        return
    end_output(request_id)
    send("POST", f"invocation/{request_id}/response", result)


def main():
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    logging.getLogger().addHandler(LogHandler())
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        kind, message, trace = describe(error)
        log_error(kind, message, trace)
        sys.stdout.flush()
        send("POST", "init/error", error_document(kind, message, trace, ""), kind)
        sys.exit(1)
    try:
        while True:
            serve(handler)
    except (ConnectionError, http.client.HTTPException):
        # The host is gone, and with it the reason to be here.
        sys.exit(1)


main()
