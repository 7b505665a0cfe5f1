package io.devopslab.cloud.runtime.function.bootstrap;

/** A function's code, ready to be called. */
interface Handler {

    /**
     * @return the answer, usually JSON
     * @throws Throwable what the function threw
     */
    byte[] handle(RuntimeClient.Call call) throws Throwable;
}
