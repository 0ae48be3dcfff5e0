using System.Text.RegularExpressions;

namespace MatrixDiff.Checking;

/// <content>The words by which texts assume something.</content>
internal sealed partial class TextAssumptions
{
    // "Let $U$ be orthogonal, $UᵀU = I$": what a word means is said of the name before it.
    [GeneratedRegex(@"\b(?:assum\w*|suppos\w*|let|given|where|with|for)\b.*\b(?:orthogonal|orthonormal|unitary|normali[sz]ed|unit|idempotent|involutory|stochastic|project\w*|commut\w*)\b[^$,]*,?\s*(?:i\s?e\s?,?|that\s+is,?|so\s+that|so|meaning(?:\s+that)?|which\s+means(?:\s+that)?)?\s*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Meaning();

    [GeneratedRegex(@"\b(assum\w*|suppos\w*|let|given|provided|subject to|satisf\w*|such that|s t|constraint\w*|normali[sz]ed|one-hot\w*|(?<!\b(?:compar|agree|consistent|coincid|contrast|contradict)\w*\b[^,$]{0,30})with|where|since|because|using|recall\w*)\b[^$]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();

    [GeneratedRegex(@"\b(?:since|because|us(?:e|ed|ing)|recall\w*|fact|identit\w+|rule|property|by)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reason();

    [GeneratedRegex(@"^\s*,?\s*\(?(?:by|because|since|due|from|follows|as\s+(?:shown|derived|proved))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReasonBehind();

    [GeneratedRegex(@"\b(?:now|assum\w*|suppos\w*|let|given|consider|if)\b|\n[^\S\n]*\n.*\n[^\S\n]*\n", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\blet\b.*\bsolve\s*$|\bsolves\s*$|\bsolution\s+(?:of|to)\s*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Solving();

    [GeneratedRegex(@"\b(if|when|whenever|unless|in case|in the case|for the case|special case)\b[^,]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(not|no|nor|non|need|unless|general|never|rarely|seldom|hardly|often|usually|sometimes|mostly|\w+n['’]t)\b|\bnon-?symm|asymm", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    // "We do not assume that", "without assuming that", "neither A nor": a sentence that denies what follows.
    [GeneratedRegex(@"\b(?:not|without|never|neither|nor|rather\s+than|instead\s+of|\w+n['’]t)\b(?:(?!\b(?:but|while|only)\b)[^,])*$", RegexOptions.IgnoreCase)]
    private static partial Regex NotSaid();

    // The adjectives and the noun right before a formula.
    [GeneratedRegex(@"(?:[\w-]*symmetric|(?:semi-?)?positive[ -]definite|orthogonal|diagonal|invertible|non-?singular)(?:,?[ \n-]+(?:and|real|square|constant|positive|definite|invertible|symmetric|covariance|weight\w*|precision|matrix|matrices))*(?<!\band)\s*\(?$", RegexOptions.IgnoreCase)]
    private static partial Regex Adjacent();

    [GeneratedRegex(@"\b(?:set|sett|put|putt|equat)\w*\b[^.]{0,60}(?:zero|\b0\b)|first[- ]order\s+(?:optimality\s+)?condition|normal equation|stationar|\bvanish|\bat the (?:optimum|minimum|maximum)|minimi[sz]er|maximi[sz]er|\b(?:the|a|its)\s+solution\s+is\b", RegexOptions.IgnoreCase)]
    private static partial Regex Vanishing();

    [GeneratedRegex(@"one-?hot|probability\s+(?:vector|distribution)|sums?\s+to\s+(?:one|1)", RegexOptions.IgnoreCase)]
    private static partial Regex OneHot();

    [GeneratedRegex(@"\b(?:s\.\s?t\.|i\.e\.|e\.g\.|w\.r\.t\.|resp\.|cf\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^\s*,?\s*\(?(?:a\s+|the\s+)?one-?hot", RegexOptions.IgnoreCase)]
    private static partial Regex BesideOneHot();

    // A sentence that goes on behind a formula, in small letters.
    [GeneratedRegex(@"\G(?:\\end\{[a-z*]+\}|\$\$|\\\])?\s*[a-z][^.]*\.")]
    private static partial Regex GoesOn();

    // "symmetric $A$ and $B$", "$A$ and $B$ are symmetric": what is said of one is said of both.
    [GeneratedRegex(@"(?:\$[^$]*\$\s*(?:,|and|&)\s*)+$")]
    private static partial Regex OthersBefore();

    [GeneratedRegex(@"^(?:\s*(?:,|and|&)\s*\$[^$]*\$)+")]
    private static partial Regex OthersAfter();

    // What is said of the formula before.
    [GeneratedRegex(@"\b(?:with|for|let|where|given|assum\w*|suppos\w*|take)\b[^.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"^\s*(?:(?:known|fixed|given|constant)\s*)?[(,]?\s*(?:an?\s+|the\s+)?(?:real\s+|square\s+)?(?:[\w-]*symmetric|(?:semi-?)?positive[ -]definite|orthogonal|diagonal|invertible|non-?singular)(?:[ \n-]+(?:and|positive|definite|invertible|symmetric))*(?=\s*(?:[,.;)$]|and\b|matri|$))", RegexOptions.IgnoreCase)]
    private static partial Regex Apposition();

    [GeneratedRegex(@"^\s*,?\s*(?:which\s+|that\s+)?(?:is|be|being|are|to be)\b[^$]{0,60}", RegexOptions.IgnoreCase)]
    private static partial Regex Predicate();

    // "Setting both to zero", "and vanish": every gradient that was last written is zero.
    [GeneratedRegex(@"\b(?:gradients|derivatives|both|these|them|all|equations|conditions|vanish)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Several();

    // A sentence that lets something be what an equation makes it, and says nothing more of it.
    [GeneratedRegex(@"\A\s*(?:(?:now|next|further|moreover|also),?\s+)?let\b(?=.*\b(?:be|denote)\b)(?=.*\b(?:eigen\w*|singular\s+(?:vectors?|values?|pair|triple\w*)|solutions?|roots?|fixed\s+points?|satisf\w+|such\s+that|solv\w+))(?!.*\b(?:then|so|hence|thus|therefore|gives?|implies|follows|we|by)\b).*[^.]\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Letting();

    [GeneratedRegex(@"(?<!\bcross[- ]?)\b(?:(?:covariance|precision|correlation|Gram|kernel|scatter|information)\s+matri(?:x|ces)|covariances?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex CovarianceBefore();

    [GeneratedRegex(@"^\s*,?\s*(?:(?:is|are|be|being|denotes?)\s+)?(?:the|a|its|their|an)\s+(?:(?!with\b|of\b|whose\b|on\b|for\b|cross)[\w-]+\s+){0,3}?(?:covariance|precision|correlation|Gram|kernel|scatter|information)\s+matri", RegexOptions.IgnoreCase)]
    private static partial Regex CovarianceBehind();

    // "which is $G$ with $u = z$": what is put in to get one from the other.
    [GeneratedRegex(@"\bwhich\s+(?:is|becomes|gives|reduces\s+to)\s+\$[^$]*\$\s+(?:with|for|where|at)\b[^.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Substituted();
}
