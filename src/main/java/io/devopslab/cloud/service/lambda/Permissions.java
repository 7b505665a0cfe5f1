package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;

/** The resource policies of functions, versions and aliases. */
final class Permissions {

    private static final Pattern STATEMENT = Pattern.compile("([a-zA-Z0-9-_]+)");
    private static final Pattern ACTION = Pattern.compile("(lambda:[*]|lambda:[a-zA-Z]+|[*])");
    private static final Pattern PRINCIPAL = Pattern.compile("[^\\s]+");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9.-]+\\.(amazonaws\\.com(\\.cn)?|amazon\\.com|internal)");
    private static final String WHOLE = "";

    private final ServiceContext context;
    private final FunctionTable table;
    private final Table<Policy> policies;

    /** A policy's statements, in the order in which they came. */
    record Policy(List<ObjectNode> statements, String revisionId) {

        Policy {
            statements = List.copyOf(statements);
        }

        Optional<ObjectNode> statement(String id) {
            return statements.stream()
                    .filter(statement -> statement.path("Sid").asText().equals(id))
                    .findFirst();
        }
    }

    Permissions(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
        this.policies = context.store().table("policies", Policy.class);
    }

    AddPermissionResponse add(AddPermissionRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        check(request);
        if (function.qualifier().filter(FunctionName.LATEST::equals).isPresent()) {
            throw LambdaErrors.invalid("We currently do not support adding policies for $LATEST.");
        }
        ObjectNode statement = statement(request, table.arn(function));
        context.store().write(() -> {
            table.requireVersion(function);
            Optional<Policy> old = policies.get(key(function));
            requireRevision(old, request.revisionId());
            if (old.flatMap(policy -> policy.statement(request.statementId())).isPresent()) {
                throw LambdaErrors.conflict("The statement id (" + request.statementId()
                        + ") provided already exists. Please provide a new statement id, or remove the existing"
                        + " statement.");
            }
            List<ObjectNode> statements =
                    new ArrayList<>(old.map(Policy::statements).orElse(List.of()));
            statements.add(statement);
            policies.put(key(function), new Policy(statements, context.ids().uuid()));
        });
        return AddPermissionResponse.builder().statement(statement.toString()).build();
    }

    private static void check(AddPermissionRequest request) {
        new Constraints()
                .required("statementId", request.statementId())
                .length("statementId", request.statementId(), 1, 100)
                .pattern("statementId", request.statementId(), STATEMENT)
                .required("action", request.action())
                .pattern("action", request.action(), ACTION)
                .required("principal", request.principal())
                .pattern("principal", request.principal(), PRINCIPAL)
                .pattern("sourceAccount", request.sourceAccount(), ACCOUNT)
                .orThrow(LambdaErrors::validation);
    }

    private static ObjectNode statement(AddPermissionRequest request, String resource) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", request.statementId()).put("Effect", "Allow");
        putPrincipal(statement, request.principal());
        statement.put("Action", request.action()).put("Resource", resource);
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        put(condition, "StringEquals", "lambda:FunctionUrlAuthType", request.functionUrlAuthTypeAsString());
        put(condition, "StringEquals", "AWS:SourceAccount", request.sourceAccount());
        put(condition, "StringEquals", "aws:PrincipalOrgID", request.principalOrgID());
        put(condition, "StringEquals", "lambda:EventSourceToken", request.eventSourceToken());
        put(condition, "ArnLike", "AWS:SourceArn", request.sourceArn());
        if (!condition.isEmpty()) {
            statement.set("Condition", condition);
        }
        return statement;
    }

    private static void putPrincipal(ObjectNode statement, String principal) {
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else if (ACCOUNT.matcher(principal).matches()) {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
        } else if (principal.startsWith("arn:")) {
            statement.putObject("Principal").put("AWS", principal);
        } else if (SERVICE.matcher(principal).matches()) {
            statement.putObject("Principal").put("Service", principal);
        } else {
            throw LambdaErrors.invalid("The provided principal was invalid. Please check the principal and try again.");
        }
    }

    private static void put(ObjectNode condition, String operator, String key, @Nullable String value) {
        if (value != null) {
            condition.withObjectProperty(operator).put(key, value);
        }
    }

    RemovePermissionResponse remove(RemovePermissionRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        context.store().write(() -> {
            table.requireVersion(function);
            Policy policy = policies.get(key(function))
                    .orElseThrow(() -> LambdaErrors.notFound("No policy is associated with the given resource."));
            requireRevision(Optional.of(policy), request.revisionId());
            ObjectNode gone = policy.statement(String.valueOf(request.statementId()))
                    .orElseThrow(() -> LambdaErrors.notFound(
                            "Statement " + request.statementId() + " is not found in resource policy."));
            List<ObjectNode> left = policy.statements().stream()
                    .filter(statement -> !statement.equals(gone))
                    .toList();
            if (left.isEmpty()) {
                policies.remove(key(function));
            } else {
                policies.put(key(function), new Policy(left, context.ids().uuid()));
            }
        });
        return RemovePermissionResponse.builder().build();
    }

    GetPolicyResponse get(GetPolicyRequest request) {
        FunctionName function = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        table.requireVersion(function);
        Policy policy = policies.get(key(function))
                .orElseThrow(() -> LambdaErrors.notFound("The resource you requested does not exist."));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Version", "2012-10-17").put("Id", "default");
        ArrayNode statements = document.putArray("Statement");
        policy.statements().forEach(statements::add);
        return GetPolicyResponse.builder()
                .policy(document.toString())
                .revisionId(policy.revisionId())
                .build();
    }

    /** Inside a write: drops the policy of a qualifier, or all of a function's. */
    void forget(String function, Optional<String> qualifier) {
        if (qualifier.isPresent()) {
            policies.remove(FunctionTable.key(function, qualifier.get()));
        } else {
            policies.removeAll(function + "/");
        }
    }

    private static void requireRevision(Optional<Policy> policy, @Nullable String revisionId) {
        if (revisionId != null
                && policy.filter(current -> current.revisionId().equals(revisionId))
                        .isEmpty()) {
            throw LambdaErrors.staleRevision("GetPolicy");
        }
    }

    private static String key(FunctionName function) {
        return FunctionTable.key(function.name(), function.qualifier().orElse(WHOLE));
    }
}
