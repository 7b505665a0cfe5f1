package groovy.lang;

/**
 * Not Groovy. Picocli looks for this class once in each run, to serve programs in Groovy, and a class that is nowhere is
 * looked for in every library: that took about a sixth of the time of {@code lab --help}. Nothing is ever one of these.
 */
public abstract class Closure {

    private Closure() {}
}
