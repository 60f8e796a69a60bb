"""What an answer in English had better not say."""

from __future__ import annotations

from retention_journal.core import wording_turns as turn
from retention_journal.core.wording_patterns import Wording, pattern

_WORDS = {
    "we": r"i|we",
    "adv": (
        r"really|surely|clearly|probably|perhaps|of course|obviously|maybe|simply|at least|just|only"
        r"|never|already|also|still|actually|apparently|not|n't"
    ),
    "done": (
        r"\w{2,}ed|said|told|read|sent|rung|thought|understood|made|kept|paid|brought|come|left|let|put"
        r"|found|known|seen|done|written|given|taken|spoken|chosen|noticed"
        r"|been(?! (?:told|asked|informed|warned|called|rung|shown|given|met|sent|kept|spared|able|helped))"
    ),
    "other": (
        r"(?:suppliers?|subcontractors?|contractors?|vendors?|printers?|print shop|couriers?|carriers?"
        r"|post|post office|postman|hosting company|provider|agency|accountants?|accounting department"
        r"|bookkeepers?|accounts|colleagues?|co-?workers?|assistants?|interns?|trainees?|temps?|secretary"
        r"|receptionist|boss|partners?|developers?|programmers?|designers?|photographers?|translators?"
        r"|editors?|drivers?|(?:delivery|shipping|transport|freight|removal) (?:company|firm)|hauliers?"
        r"|warehouse|banks?"
        r"|it department|department|electricians?|plumbers?|carpenters?|workshop|customs)"
    ),
    "failed": (
        r"late|too late|slow|forgot|forgotten|lost|fails?|failed|mistakes?|errors?|wrong|wrongly|mixed up"
        r"|messed|mess|botched|delayed|delays?|fault|did not|didn't|never|broke|broken|misplaced|damaged"
        r"|misread|misunderstood|to blame|let (?:us|me) down|cancelled|missed|skipped|sat on"
    ),
    "slipped": r"forgot|did not|didn't|wrote|misread|misunderstood|overlooked|mixed|made|sent|got|was wrong",
    "load": r"illness|sickness|(?:the )?(?:holidays?|traffic|weather|summer|christmas|easter)"
    r"|staff shortages?",
    "matter": (
        r"servers?|systems?|software|updates?|upgrades?|problems?|technical|network|power cut|outage"
        r"|phones?|spam filter|staffing|workload|routines|planning|reorganisation|restructuring"
    ),
    "mends": (
        r"send|mend|fix|repair|ring|call|come|put|replace|refund|deliver|return|take|do|pay|write|make"
        r"|work|collect|deduct|credit|start"
    ),
    "remedy": (
        r"(?:i|we)(?: will|'ll| shall| can| am going to| are going to| {mends}| now {mends})"
        r"|(?:i|we)(?: have|'ve)(?: now)? (?:sent|fixed|mended|put|ordered|asked|corrected|replaced|repaired)"
        r"|you(?: will|'ll| shall| can)? (?:get|receive|be)|you(?: will|'ll| shall) have|you have (?:it"
        r"|them) (?:by|today|now)"
        r"|(?:is|are)(?: now)? (?:with you|ready|on (?:its|their) way|fixed|mended|corrected|in the post)"
    ),
    "owned": (
        r"(?<!not\s)(?:my|our)(?: own)? (?:fault|mistake|error|responsibility|doing)"
        r"|(?:fault|mistake|error|responsibility|it|that|this)(?: is| was|'s) (?:mine|ours|on me|on us)"
        r"|you(?: are|'re| were) right|{we} (?:should have|ought to have|should've|take responsibility)"
    ),
}

_TURNS = {
    turn.SHOULD_HAVE: (
        r"you (?:{adv} )?(?:should|could|might|ought to)(?:n't| not)?(?: {adv})?(?: have|'ve)"
        r" (?:{adv} )?{done}",
        r"had you (?:{adv} )?{done}",
        r"if(?: only)? you(?: had|'d) ?(?:not |{adv} )?{done}",
    ),
    turn.TOLD_YOU: (
        r"(?:as )?{we}(?: have|'ve| had)?(?: {adv})? (?:told|warned|reminded|informed|advised) you"
        r"(?! (?:that )?(?:{we}|it would))",
        r"as you (?:should|must|ought to) know",
        r"as you (?:were|have been) (?:told|informed|advised)",
        r"as you are (?:well |surely |no doubt |fully )aware",
    ),
    turn.YOUR_DOING: (
        r"you (?:{adv} )?(?:forgot|failed|neglected|omitted|overlooked|misread|misunderstood|insisted"
        r"|ignored|refused)",
        r"you(?: have|'ve| had| must have| may have| seem to have| appear to have)(?: {adv})?"
        r" (?:misread|misunderstood|overlooked|forgotten|ignored|mistaken)",
        r"you never (?:answered|told|sent|gave|said|asked|read|replied|responded|confirmed|paid|mentioned|let"
        r"|came|called|rang|checked|signed|returned)",
        r"you (?:{adv} )?(?:did not|didn't) (?:{adv} )?(?:tell|give|read|answer|send|reply|respond"
        r"|confirm|pay"
        r"|mention|let|say|check|provide|supply|sign|return|inform|follow|listen)",
        r"you (?:{adv} )?(?:have not|haven't|had not|hadn't) (?:{adv} )?(?:told|given|read|answered|sent"
        r"|replied"
        r"|confirmed|paid|mentioned|said|checked|provided|signed|returned)",
        r"your(?: own)? (?:fault|mistake|responsibility|error|oversight)",
        r"(?:because|since|after) you (?:{adv} )?(?:changed|did not|didn't|forgot|kept|were (?:late|not)"
        r"|would not"
        r"|wouldn't|gave|sent)",
        r"your (?:late|slow|missing|unclear|delayed) \w+",
        r"(?:mistake|fault|error|problem|delay)(?: is| was| lies| lay)? (?:on|at) your (?:end|side)",
        r"you (?:{adv} )?knew(?! that {we})",
        r"(?:waited|waiting|had to wait) for you to",
        r"you (?:were|are) the (?:one|ones|person) who|it was you who",
        r"you (?:yourself )?(?:agreed to|approved|signed off|accepted) (?:it|this|that|the)",
        r"{we} (?:did|delivered|made|sent) (?:exactly |just |only )?what you (?:asked|ordered|wanted)",
        r"check your (?:spam|junk|inbox|e-mail|records)",
        r"(?:next time|in future) (?:please )?(?:read|check|remember|make sure)",
        r"(?:read|check) .. before you (?:call|ring|write|complain|ask)",
    ),
    turn.OTHERS: (
        r"{other}(?:'s|s')? .. {failed}",
        r"(?:because of|due to|owing to|thanks to) (?:our|the|my|a|an) (?:\w+ )?{other}",
        r"(?:fault|mistake|error)(?: lies| lay| is| was| made)? (?:with|of|by|at) (?:our|the|my|a|an)"
        r" (?:\w+ )?{other}",
        r"(?:lost|delayed|held up|stuck) .. (?:at|by|with) (?:our|the|my|a|an) (?:\w+ )?{other}",
        r"(?:someone|somebody) (?:else|here|in our|at our|in the|at the|on our) .. (?:must have|has|had"
        r"|{failed})",
        r"(?:it|that) was (?:our|the|my|a|an) (?:\w+ )?{other} (?:who|that|they|which)",
    ),
    turn.LOAD: (
        r"{we}(?: have|'ve| had| were| are| am| was) .. (?:busy|swamped|snowed under|overworked|short-staffed"
        r"|understaffed)",
        r"(?:a lot|so much|too much|plenty) (?:to do|on our plate|on my plate|of work)",
        r"(?:heavy|high|big|huge|large) workload|(?:busy|busiest|hectic) (?:period|season|time|weeks?"
        r"|months?|days)",
        r"(?:i|we|us|team|staff|people|he|she|children|child|colleague)(?: have| has|'ve)? (?:been|was"
        r"|were|is|are|am|fell)"
        r" .. (?:ill|sick)",
        r"(?:because of|due to|owing to|on account of) {load}",
        r"{we}(?: was| were| have been| had been|'ve been) (?:away )?on (?:holiday|leave|sick leave"
        r"|a course)",
        r"{we} (?:only have|have only|are only|are just|were only|were just) .. (?:people|persons|of us"
        r"|in the office)",
        r"(?:my|our) (?:\w+ )?(?:computer|laptop|machine|phone|car) (?:\w+ )?(?:died|crashed|broke|failed"
        r"|stolen)",
        r"{we} (?:took|had taken|have taken) on too (?:much|many)",
        r"children at home|(?:private|personal|family) reasons",
        r"{we} (?:had|caught) (?:a |the )?(?:fever|flu|cold|migraine)",
        r"{we}(?: have|'ve| had)? had (?:some |a lot of |big )?(?:problems|trouble|difficulties) with",
    ),
    turn.REASON: (
        r"the (?:reason|background|cause|explanation)(?: for (?:this|that|it|the delay))? (?:is"
        r"|was)(?: that)?(?!"
        r" (?:{we} {slipped}|you))",
        r"(?:this|that|it|the delay) (?:is|was|happened) (?:because|due to|owing to)(?! (?:{we} {slipped}"
        r"|you))",
        r"(?:due to|owing to|because of|caused by|on account of) .. {matter}",
        r"let me(?: first)? explain|allow me to explain|{we} (?:want|would like|have) to explain",
        r"by way of background|(?:some|a bit of|a little) (?:background|context)",
    ),
    turn.GROVELLING: (
        r"(?:so )?(?:terribly|awfully|dreadfully|horribly|incredibly|unbelievably|endlessly|eternally"
        r"|infinitely"
        r"|extremely|immensely) sorry",
        r"so(?: very| so){1,4} sorry",
        r"(?<!not\s)ashamed|mortified",
        r"forgive (?:me|us)|your forgiveness|find it in your hearts?|(?:sink|sunk) (?:through|into) the"
        r"|{we} (?:beg|implore)|on my knees",
        r"(?:hundred|thousand|million) (?:times|apologies)",
        r"(?:cannot|can't|can never|could never) (?:apologi[sz]e enough|say how sorry|tell you how sorry)",
        r"words (?:cannot|can't|fail)",
        r"feel (?:{adv} |absolutely |so |truly )?(?:awful|terrible|horrible|dreadful|wretched)",
        r"{we}(?: am|'m) (?:such )?an? (?:\w+ )?(?:idiot|fool|disgrace|failure)",
        r"stupid of (?:me|us)|unforgivable|inexcusable|no excuse for (?:me|us)",
        r"sorry(?: sorry){1,4}",
    ),
    turn.IF_YOU_FELT: (
        r"(?:sorry|apologi[sz]e|apologies|regret it)(?: to you| again)? (?:if|in case|should)",
        r"(?:sorry|regret) (?:that )?you (?:feel|felt|think|thought|find|found|see|saw|experienced|took|take"
        r"|(?:were|are|got) .. (?:disappointed|upset|offended|hurt|annoyed|unhappy)|got the impression)",
        r"(?:any|possible) (?:inconvenience|misunderstanding|confusion|distress|trouble|bother)",
        r"misunderstanding on your (?:part|side)",
        r"if (?:anyone|anybody|someone) (?:was|were|is|has been|feels?|felt) (?:offended|hurt|upset)",
        r"(?:regrettable|unfortunate|a pity) that you (?:feel|felt|think|see|saw|find|found)",
    ),
    turn.NOBODYS: (r"(?:mistakes|errors) (?:were|have been) made(?! by (?:me|us))",),
    turn.BUT: (r"but",),
    turn.ACTUALLY: (r"actually|in (?:actual )?fact|as a matter of fact",),
    turn.AS_SAID: (
        r"(?:as|like) {we}(?: have|'ve| had)?(?: {adv})? (?:said|wrote|written|mentioned|explained|stated"
        r"|pointed out)",
        r"as (?:already |previously )?(?:mentioned|stated|explained|said|pointed out)",
        r"{we}(?: have|'ve) already (?:said|written|explained|mentioned)",
    ),
    turn.STANDING_UP: (
        r"to be (?:fair|honest)|in (?:all )?fairness|in (?:our|my) defen[cs]e|with (?:all )?(?:due )?respect",
        r"for the record|strictly speaking|technically(?: speaking)?",
        r"not (?:our|my) (?:fault|mistake|problem|responsibility)|(?:beyond|outside|out of) our"
        r" (?:control|hands)",
        r"according to our terms|after all",
        r"(?:has|have|had) never happened|other (?:clients|customers) (?:are|have|do|never)",
        r"as (?:it )?(?:is )?(?:stated|written|described|stands|says) in (?:the|our)"
        r" (?:\w+ )?(?:agreement|contract|quote|offer|terms)",
        r"(?:that|this|it)(?: is|'s) (?:simply |just )?not (?:quite |entirely |at all )?(?:true|correct"
        r"|accurate)",
    ),
}

_HARMLESS = (
    r"not (?:only|just|merely) ... but(?: also)?",
    r"last but not least|(?:nothing|all|anything|everything|everyone|nobody|none) but|but for",
    r"but (?:{remedy}|{owned})",
    r"but (?:now|from now on|today|tomorrow|next time|please|thank you|should have|not enough|forgot)",
    r"but (?:what|how|when|which|would|could|may|is|are|do) (?:{we}|you|it|that|this|would|can|do)",
    r"but (?:{we} )?(?:did not|didn't|have not|haven't|forgot|was wrong|were wrong)",
    r"but (?:it|that|this|they) (?:should have|ought to have|matter\w*|means?|meant|is no excuse|is not"
    r" (?:good )?enough)",
    r"(?:what|how|who|whether|when|where|why)(?: it| that| this| you| {we})?(?: has| have)? actually",
    r"(?:is|are|was|were|does|do|did|has|have|would|will)(?: it| that| this| you| they) actually",
    r"(?:not|isn't|never) .. your(?: own)? (?:fault|mistake|responsibility|error)",
    r"(?:not|isn't|never) (?:our|the|my|a) (?:\w+ )?{other}(?:'s|s')? (?:fault|mistake|error)",
    r"{we} (?:\w+ ){1,2}(?:our|the|my|a|an|with|to) (?:\w+ )?{other}",
    r"(?:you|your) .. (?:ill|sick|busy)",
)

WORDING = Wording(
    turns={one: pattern(phrases, _WORDS) for one, phrases in _TURNS.items()},
    harmless=pattern(_HARMLESS, _WORDS),
    owned=pattern((_WORDS["owned"],), _WORDS),
    remedy=pattern((_WORDS["remedy"],), _WORDS),
    because=pattern((r"(?:because|since|due to|owing to)(?! {we} {slipped})",), _WORDS),
    apology=pattern((r"sorry(?! to hear)", r"apologi[sz]e", r"apologies"), _WORDS),
)
