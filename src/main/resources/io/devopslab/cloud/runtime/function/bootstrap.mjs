// The main program of a Node.js function's process: asks for calls, hands them to the handler, answers.

import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const ROOT = "/2018-06-01/runtime/";
const END_MARK = "\u0001end ";
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
let requestId = "";

class Failure extends Error {
  constructor(kind, message, trace = []) {
    super(message);
    this.kind = kind;
    this.trace = trace;
  }
}

function send(method, place, body = "", kind = "") {
  const headers = { "Content-Length": Buffer.byteLength(body) };
  if (kind) headers["Lambda-Runtime-Function-Error-Type"] = kind;
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path: ROOT + place, headers, agent: false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Writes at once, past the stream's buffer, so that the order of what was written holds. */
function write(descriptor, text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(descriptor, bytes));
    } catch (error) {
      if (error.code !== "EAGAIN") return;
    }
  }
}

function patchConsole() {
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", trace: "TRACE", warn: "WARN", error: "ERROR" };
  for (const [name, level] of Object.entries(levels)) {
    console[name] = (...values) => {
      const text = format(...values).replace(/\r?\n/g, "\r");
      write(1, `${new Date().toISOString()}\t${requestId || "undefined"}\t${level}\t${text}\n`);
    };
  }
}

function describe(error) {
  if (error instanceof Failure) {
    return { errorType: error.kind, errorMessage: error.message, trace: error.trace };
  }
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function endOutput() {
  write(1, `${END_MARK}${requestId}\n`);
  write(2, `${END_MARK}${requestId}\n`);
}

/** ES modules by their ending or their package, everything else as CommonJS. */
function moduleFile(base) {
  for (const ending of ["", ".js", ".mjs", ".cjs"]) {
    const file = base + ending;
    if (fs.existsSync(file) && fs.statSync(file).isFile()) return file;
  }
  throw new Failure("Runtime.ImportModuleError", `Error: Cannot find module '${path.basename(base)}'`);
}

function isEsModule(file) {
  if (file.endsWith(".mjs")) return true;
  if (file.endsWith(".cjs")) return false;
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (fs.existsSync(manifest)) return JSON.parse(fs.readFileSync(manifest, "utf8")).type === "module";
    if (folder === process.env.LAMBDA_TASK_ROOT) return false;
  }
  return false;
}

async function load(handler) {
  const [folder, name] = [path.dirname(handler), path.basename(handler)];
  const dot = name.indexOf(".");
  if (dot < 0) throw new Failure("Runtime.MalformedHandlerName", `Bad handler ${handler}`);
  const file = moduleFile(path.join(process.env.LAMBDA_TASK_ROOT, folder, name.slice(0, dot)));
  let module;
  try {
    module = isEsModule(file) ? await import(pathToFileURL(file)) : createRequire(file)(file);
  } catch (error) {
    const trace = (error?.stack ?? "").split("\n");
    if (error instanceof SyntaxError) throw new Failure("Runtime.UserCodeSyntaxError", String(error), trace);
    const isMissing = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(error?.code);
    throw isMissing ? new Failure("Runtime.ImportModuleError", String(error), trace) : error;
  }
  const found = name.slice(dot + 1).split(".").reduce((holder, key) => holder?.[key] ?? holder?.default?.[key], module);
  if (typeof found !== "function") {
    throw new Failure("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  }
  return found;
}

function contextOf(headers, done) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const clientContext = headers["lambda-runtime-client-context"];
  return {
    awsRequestId: requestId,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext ? JSON.parse(clientContext) : undefined,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    succeed: (result) => done(null, result),
    fail: (error) => done(error ?? new Error("Unknown failure")),
    done,
  };
}

/**
 * The handler's result, by whichever of its ways it comes: a promise, the callback, or the context. One that has
 * nothing left to do and has not said anything answers null.
 */
function call(handler, event, headers) {
  return new Promise((resolve, reject) => {
    const idle = () => resolve(null);
    process.once("beforeExit", idle);
    const done = (error, result) => {
      process.removeListener("beforeExit", idle);
      if (error) reject(error);
      else resolve(result);
    };
    const returned = handler(event, contextOf(headers, done), done);
    if (typeof returned?.then === "function") {
      returned.then((result) => done(null, result), (error) => done(error ?? new Error("Unknown failure")));
    }
  });
}

async function serve(handler) {
  const { headers, body } = await send("GET", "invocation/next");
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"] ?? "";
  try {
    const result = await call(handler, JSON.parse(body), headers);
    const answer = JSON.stringify(result === undefined ? null : result) ?? "null";
    endOutput();
    await send("POST", `invocation/${requestId}/response`, answer);
  } catch (error) {
    const description = describe(error);
    console.error("Invoke Error \t" + JSON.stringify(description));
    endOutput();
    await send("POST", `invocation/${requestId}/error`, JSON.stringify(description), description.errorType);
  }
}

function exitOn(event, kind) {
  process.on(event, (error) => {
    const description = kind
      ? { errorType: kind, errorMessage: String(error), trace: (error?.stack ?? "").split("\n") }
      : describe(error);
    console.error(`${kind ?? "Uncaught Exception"} \t${JSON.stringify(description)}`);
    endOutput();
    const place = requestId ? `invocation/${requestId}/error` : "init/error";
    const exit = () => process.exit(128);
    send("POST", place, JSON.stringify(description), description.errorType).then(exit, exit);
  });
}

patchConsole();
exitOn("uncaughtException", null);
exitOn("unhandledRejection", "Runtime.UnhandledPromiseRejection");
let handler;
try {
  handler = await load(process.env._HANDLER);
} catch (error) {
  const description = describe(error);
  console.error("Init Error \t" + JSON.stringify(description));
  await send("POST", "init/error", JSON.stringify(description), description.errorType).catch(() => {});
  process.exit(1);
}
try {
  for (;;) await serve(handler);
} catch (error) {
  // The host is gone, and with it the reason to be here.
  process.exit(1);
}
