package io.devopslab.cloud.stack.plan;

import io.devopslab.cloud.stack.intrinsic.SsmValue;
import java.util.List;
import java.util.Map;

/** What the engine asks other services for while it resolves a template. */
public interface Lookups {

    /** The values of SSM parameters by name, or by {@code name:version}; those that do not exist are left out. */
    Map<String, SsmValue> parameters(List<String> names);
}
