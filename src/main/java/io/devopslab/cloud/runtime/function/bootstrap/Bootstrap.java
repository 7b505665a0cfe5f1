package io.devopslab.cloud.runtime.function.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The main class of a Java function's process: asks for calls, hands them to the handler, gives the answers back. */
public final class Bootstrap {

    /** Tells the host that all output of a call has been written; the host takes it out of the log. */
    private static final String END_MARK = "\u0001end ";

    private Bootstrap() {}

    public static void main(String[] arguments) throws IOException {
        RuntimeClient runtime = new RuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        Handler handler;
        try {
            handler = Handlers.find(System.getenv().getOrDefault("_HANDLER", ""));
        } catch (Throwable e) {
            ErrorReport report = ErrorReport.of(e);
            print(report.text());
            runtime.initError(report.json(), report.type());
            System.exit(1);
            return;
        }
        while (true) {
            serve(runtime, runtime.next(), handler);
        }
    }

    private static void serve(RuntimeClient runtime, RuntimeClient.Call call, Handler handler) throws IOException {
        System.setProperty("com.amazonaws.xray.traceHeader", call.header("Lambda-Runtime-Trace-Id"));
        byte[] answer;
        try {
            answer = handler.handle(call);
        } catch (Throwable e) {
            ErrorReport report = ErrorReport.of(e);
            print(report.text());
            endOutput(call.requestId());
            runtime.error(call.requestId(), report.json(), report.type());
            return;
        }
        endOutput(call.requestId());
        runtime.respond(call.requestId(), answer);
    }

    @SuppressWarnings("SystemOut") // a function's log is its standard output
    private static void print(String text) {
        System.out.println(text.replace("\r", "").replace('\n', '\r'));
    }

    @SuppressWarnings("SystemOut")
    private static void endOutput(String requestId) {
        byte[] mark = (END_MARK + requestId + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.flush();
        System.err.flush();
        System.out.write(mark, 0, mark.length);
        System.err.write(mark, 0, mark.length);
        System.out.flush();
        System.err.flush();
    }
}
