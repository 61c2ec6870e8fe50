package dev.habu.js.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSObjectFactory;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.HostFunction;
import dev.habu.js.JsValues;

/**
 * Makes the JavaScript functions of the API. A function object is a Java object that holds its body, and all of them share three call targets: so a
 * function costs what its object costs and no syntax tree, and the eight thousand exports of a module can be made at once.
 */
final class Functions {
    /** The Java body of {@code new}. */
    @FunctionalInterface
    interface Constructor {
        /** Makes the object; {@code newTarget} is the constructor that {@code new} names, a subclass maybe. */
        Object construct(JSDynamicObject newTarget, Object[] args);
    }

    private enum Invocation {
        CALL,
        CONSTRUCT,
        CONSTRUCT_WITH_NEW_TARGET
    }

    private static final class JavaFunction extends JSFunctionObject {
        private final HostFunction body;
        private final Constructor constructor;

        JavaFunction(Functions functions, JSFunctionData data, HostFunction body, Constructor constructor) {
            super(
                    functions.shape,
                    functions.prototype,
                    data,
                    JSFrameUtil.NULL_MATERIALIZED_FRAME,
                    functions.realm,
                    JSFunction.CLASS_PROTOTYPE_PLACEHOLDER);
            this.body = body;
            this.constructor = constructor;
        }
    }

    private static final class Body extends JavaScriptRootNode {
        private final Throws thrower;
        private final Invocation invocation;

        Body(Throws thrower, Invocation invocation) {
            super(JavaScriptLanguage.getCurrentLanguage());
            this.thrower = thrower;
            this.invocation = invocation;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return run(frame.getArguments());
        }

        @TruffleBoundary
        private Object run(Object[] arguments) {
            JavaFunction function = (JavaFunction) JSArguments.getFunctionObject(arguments);
            try {
                Object result = switch (invocation) {
                    case CALL ->
                        function.body.call(
                                JSArguments.getThisObject(arguments), JSArguments.extractUserArguments(arguments));
                    case CONSTRUCT ->
                        function.constructor.construct(function, JSArguments.extractUserArguments(arguments));
                    case CONSTRUCT_WITH_NEW_TARGET ->
                        function.constructor.construct(
                                (JSDynamicObject) JSArguments.getNewTarget(arguments),
                                JSArguments.extractUserArguments(arguments, 1));
                };
                return result == null ? Undefined.instance : result;
            } catch (RuntimeException e) {
                throw thrower.toJs(e);
            }
        }

        @Override
        public String getName() {
            return "WebAssembly";
        }
    }

    private final JSRealm realm;
    private final JSContext context;
    private final JSDynamicObject prototype;
    private final Shape shape;
    // A factory serves objects of one Java class only.
    private final JSObjectFactory javaFunctions;
    private final JSObjectFactory exportedFunctions;
    private final CallTarget call;
    private final CallTarget construct;
    private final CallTarget constructWithNewTarget;

    Functions(JSRealm realm, Throws thrower) {
        this.realm = realm;
        context = realm.getContext();
        prototype = realm.getFunctionPrototype();
        Shape empty = JSFunction.makeFunctionShape(context, null, false, false);
        javaFunctions = JSObjectFactory.createUnbound(context, empty);
        exportedFunctions = JSObjectFactory.createUnbound(context, empty);
        shape = javaFunctions.getShape(realm, prototype);
        call = new Body(thrower, Invocation.CALL).getCallTarget();
        construct = new Body(thrower, Invocation.CONSTRUCT).getCallTarget();
        constructWithNewTarget = new Body(thrower, Invocation.CONSTRUCT_WITH_NEW_TARGET).getCallTarget();
    }

    /** A function that cannot be constructed; {@code name} and {@code length} are its properties. */
    JSFunctionObject function(String name, int length, HostFunction body) {
        return finish(javaFunctions, new JavaFunction(this, callOnly(call, name, length), body, null));
    }

    /** A constructor of the name {@code name} that must be called with {@code new}. */
    JSFunctionObject constructor(String name, int length, Constructor body) {
        JSFunctionData data = JSFunctionData.create(
                context,
                call,
                construct,
                constructWithNewTarget,
                length,
                string(name),
                true,
                false,
                true,
                true,
                false,
                false,
                false,
                false,
                true,
                true,
                false);
        HostFunction refusal = (self, args) -> {
            throw JsValues.typeError("WebAssembly." + name + " must be invoked with 'new'");
        };
        return finish(javaFunctions, new JavaFunction(this, data, refusal, body));
    }

    /** The function for an exported function of an instance. */
    ExportedFunction exported(String name, Signature signature, dev.habu.wasm.FunctionReference reference) {
        JSFunctionData data = callOnly(signature.callTarget(), name, signature.parameterCount());
        return finish(exportedFunctions, new ExportedFunction(shape, prototype, data, realm, signature, reference));
    }

    private JSFunctionData callOnly(CallTarget target, String name, int length) {
        return JSFunctionData.createCallOnly(context, target, length, string(name));
    }

    private <F extends JSFunctionObject> F finish(JSObjectFactory factory, F function) {
        factory.initProto(function, realm, prototype);
        int attributes = JSAttributes.configurableNotEnumerableNotWritable();
        JSObjectUtil.putProxyProperty(function, JSFunction.LENGTH, JSFunction.LENGTH_PROXY, attributes);
        JSObjectUtil.putProxyProperty(function, JSFunction.NAME, JSFunction.NAME_PROXY, attributes);
        return function;
    }

    private static TruffleString string(String value) {
        return (TruffleString) JsValues.string(value);
    }
}
