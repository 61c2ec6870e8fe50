package dev.habu.js;

/** One HTTP header field; a name may occur several times in a message. Names compare without regard to case. */
public record Header(String name, String value) {}
