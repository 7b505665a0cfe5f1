/**
 * S3 of one account: buckets, and objects whose contents lie in the cloud's blobs. Configurations that steer AWS's own
 * machinery (lifecycle, logging, website, CORS, policies) are kept and handed out, and nothing acts on them.
 */
@NullMarked
package io.devopslab.cloud.service.s3;

import org.jspecify.annotations.NullMarked;
