package dev.habu.js.web;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random values, digests and HMAC. */
final class CryptoHost {
    private static final SecureRandom RANDOM = new SecureRandom();

    private CryptoHost() {}

    static void install(HostObject host, WebPlatform platform) {
        host.function("randomFill", 1, (self, args) -> {
            // Not refused at a top level: Python draws its entropy here, and packages may while they are imported.
            ByteBuffer target = JsBuffers.bytesOf(args[0]);
            byte[] random = new byte[target.remaining()];
            RANDOM.nextBytes(random);
            target.put(random);
            return null;
        });
        host.function("randomUUID", 0, (self, args) -> {
            platform.checkIo();
            return UUID.randomUUID().toString();
        });
        host.function(
                "digest",
                2,
                (self, args) ->
                        JsBuffers.uint8Array(digest(JsValues.toJavaString(args[0]), JsBuffers.bytesOf(args[1]))));
        host.function(
                "hmac",
                3,
                (self, args) -> JsBuffers.uint8Array(
                        hmac(JsValues.toJavaString(args[0]), JsBuffers.copyOf(args[1]), JsBuffers.bytesOf(args[2]))));
        host.function(
                "timingSafeEqual",
                2,
                (self, args) -> MessageDigest.isEqual(JsBuffers.copyOf(args[0]), JsBuffers.copyOf(args[1])));
    }

    private static byte[] digest(String algorithm, ByteBuffer data) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(data);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks the digest " + algorithm, e);
        }
    }

    private static byte[] hmac(String digest, byte[] key, ByteBuffer data) {
        String algorithm = "Hmac" + digest.replace("-", "").toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            mac.update(data);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + algorithm, e);
        }
    }
}
