package io.devopslab.cloud.service.codepipeline.run;

import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/** Knows who does the actions of which type. */
@FunctionalInterface
public interface ActionProviders {

    /** The provider of an action type that pipelines may use. */
    ActionProvider of(ActionTypeId type);
}
