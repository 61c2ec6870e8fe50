package dev.habu.compiler.emission;

/**
 * A generated class.
 *
 * @param internalName its name with slashes
 * @param bytes the class file
 */
public record ClassFile(String internalName, byte[] bytes) {}
