using MatrixDiff.Numeric.Export.Languages;

namespace MatrixDiff.Tests.Export;

/// <summary>
/// The text of JAX exports, which is executed on NumPy by modules of JAX's names that refuse what JAX refuses: assignment to entries, lists as
/// indices or as arrays. JAX itself is not needed, and its compiler is not tested.
/// </summary>
public sealed class JaxTests
{
    private const string Numpy = """
        import numpy as np

        LISTS = {"array", "asarray", "concatenate", "stack", "broadcast_shapes", "ones", "zeros", "reshape", "broadcast_to", "allclose"}


        class Array(np.ndarray):
            def __setitem__(self, key, value):
                raise TypeError("JAX arrays are immutable")

            def __getitem__(self, key):
                if isinstance(key, list):
                    raise TypeError("lists are no indices")
                return wrapped(super().__getitem__(key))


        def wrapped(x):
            if isinstance(x, tuple):
                return tuple(wrapped(v) for v in x)
            return np.asarray(x).view(Array) if isinstance(x, (np.ndarray, np.generic, float)) else x


        def plain(x):
            return [plain(v) for v in x] if isinstance(x, list) else x.view(np.ndarray) if isinstance(x, Array) else x


        def strict(name, f):
            def call(*args, **kwargs):
                if name not in LISTS and any(isinstance(a, list) for a in args):
                    raise TypeError(name + " takes arrays, not lists")
                if name in ("array", "asarray") and args and not hasattr(args[0], "dtype"):
                    args = (np.asarray(args[0], dtype=float), *args[1:])
                return wrapped(f(*[plain(a) for a in args], **kwargs))
            return call


        class Space:
            def __init__(self, module):
                self.module = module

            def __getattr__(self, name):
                f = getattr(self.module, name)
                return strict(name, f) if callable(f) and not isinstance(f, type) else f


        linalg = Space(np.linalg)


        def vectorize(f, signature):
            return strict("vectorize", np.vectorize(lambda x: np.array(f(np.array(x))), signature=signature))


        def __getattr__(name):
            return getattr(Space(np), name)
        """;

    private const string Package = """
        from types import SimpleNamespace
        import scipy.linalg
        import scipy.special
        from . import numpy

        nn = SimpleNamespace(sigmoid=numpy.strict("sigmoid", scipy.special.expit))
        scipy = SimpleNamespace(
            special=SimpleNamespace(erf=numpy.strict("erf", scipy.special.erf), erfc=numpy.strict("erfc", scipy.special.erfc)),
            linalg=SimpleNamespace(expm=numpy.strict("expm", scipy.linalg.expm)))
        """;

    [ProgramFact("NumPy and SciPy", Programs.Python, "-c", "import numpy, scipy.linalg, scipy.special")]
    public void Exported_functions_agree_with_definitions_alone_and_in_batches() =>
        TensorRunner.Check(new Jax(), "import jax.numpy as xp\nimport numpy\nnumpy.seterr(all=\"ignore\")", ("jax/__init__.py", Package), ("jax/numpy.py", Numpy));
}
