package io.devopslab.session.capability;

import io.devopslab.aws.OperationName;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.Evidence;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Step;
import io.devopslab.catalog.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The operations that the parts of a lab call. */
final class Demands {

    /** What clones are made from and by. */
    private static final List<OperationName> CLONES =
            List.of(new OperationName("codecommit", "GetRepository"), new OperationName("iam", "GetUser"));

    private final Lab lab;

    Demands(Lab lab) {
        this.lab = lab;
    }

    /** All of them. */
    Set<OperationName> all() {
        Set<OperationName> all = new LinkedHashSet<>();
        all.add(new OperationName("cloudformation", "DescribeStacks"));
        lab.seed().forEach(step -> all.addAll(of(step)));
        all.addAll(clones());
        lab.tasks().forEach(task -> all.addAll(of(task)));
        return all;
    }

    /** Those of its checks and of its solution: what a learner does takes the same services as what we would do. */
    Set<OperationName> of(Task task) {
        Set<OperationName> operations = new LinkedHashSet<>();
        task.checks().forEach(check -> operations.addAll(of(check)));
        task.solution().forEach(step -> operations.addAll(of(step)));
        return operations;
    }

    Set<OperationName> clones() {
        return lab.clones().isEmpty() ? Set.of() : new LinkedHashSet<>(CLONES);
    }

    Set<OperationName> of(Step step) {
        Set<OperationName> operations = new LinkedHashSet<>();
        if (step instanceof Step.CallStep call) {
            operations.add(call.call().operation());
        } else if (step instanceof Step.GitStep) {
            operations.add(new OperationName("codecommit", "CreateCommit"));
        } else if (step instanceof Step.LibraryStep) {
            operations.add(new OperationName("s3", "PutObject"));
        } else if (step instanceof Step.AwaitStep await) {
            await.checks().forEach(id -> lab.check(id).ifPresent(check -> operations.addAll(of(check))));
        }
        return operations;
    }

    private static Set<OperationName> of(Check check) {
        Set<OperationName> operations = new LinkedHashSet<>();
        Evidence evidence = check.evidence();
        if (evidence instanceof Evidence.Calls calls) {
            calls.calls().forEach(call -> operations.add(call.operation()));
        } else if (evidence instanceof Evidence.Branch) {
            operations.add(new OperationName("codecommit", "GetBranch"));
        } else if (evidence instanceof Evidence.Clone) {
            operations.addAll(CLONES);
        } else if (evidence instanceof Evidence.Dora) {
            operations.add(new OperationName("codepipeline", "ListPipelineExecutions"));
            operations.add(new OperationName("codecommit", "GetCommit"));
        }
        return operations;
    }
}
