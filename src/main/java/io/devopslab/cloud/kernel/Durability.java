package io.devopslab.cloud.kernel;

/** When the state of a cloud reaches its file. */
public enum Durability {
    /** Never: it ends with the process. */
    NONE,
    /** When the cloud is closed: for clouds that are always closed, and are the faster for it. */
    AT_CLOSE,
    /** Before each change is acknowledged. */
    EVERY_CHANGE
}
