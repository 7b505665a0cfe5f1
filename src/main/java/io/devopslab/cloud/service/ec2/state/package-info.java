/** What a cloud keeps of EC2, and the ways that all kinds of its resources share: errors, filters, tags, pages. */
@NullMarked
package io.devopslab.cloud.service.ec2.state;

import org.jspecify.annotations.NullMarked;
