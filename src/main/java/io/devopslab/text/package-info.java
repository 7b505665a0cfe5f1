/**
 * Words for people: the languages, texts with their translations, nearest spellings, and the exceptions that a
 * person is to read. It knows nothing of labs or clouds, and everything may use it.
 */
@NullMarked
package io.devopslab.text;

import org.jspecify.annotations.NullMarked;
