/**
 * CloudFormation templates as text and as a model: JSON and YAML with its short forms, the sections with their rules,
 * what refers to what. Every complaint is in the words of CloudFormation, as a {@link TemplateException}.
 */
@NullMarked
package io.devopslab.cloud.stack.template;

import org.jspecify.annotations.NullMarked;
