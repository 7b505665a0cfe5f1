/**
 * The proof of a lab on a cloud of others, as far as that carries it: in real time, one case after the other, for such a cloud can
 * neither be copied nor turned forward.
 */
@NullMarked
package io.devopslab.validate.target;

import org.jspecify.annotations.NullMarked;
