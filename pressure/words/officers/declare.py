"""The words of declaring and signing."""

INTRO = (
    "Two people decide: a director proposes, and someone else signs the exact text. Nothing is public until it is "
    "signed."
)
DRAFTS, NO_DRAFTS = "Your drafts", "You have no drafts."
DISCARD = "Throw this draft away"
DRAFT_OF, RAISE_OF = "{kind}: {title}, {council}", "Raise the level of {council}"
TAKE_ON = "{title}: take on {of}, of a council or trust that ended"
KINDS = {
    "declare": "New measure",
    "edit": "Edit what waits",
    "renew": "Renew",
    "end": "End",
    "raise": "Raise the level",
}
START, MEASURE, START_BUTTON = "Start", "Exceptional measure", "Start a draft"
KIND = "What do you want to do?"
WHICH = "Which one"
STAGED = "{title} (stage {stage})"
STANDING = "{title}: {state}"
FROM_DAY = "from {day}"
WAITING, IN_FORCE = "waits for a signature", "in force"
NOTHING_TO_CHANGE = "There is no measure here that you can change in this way."
SAVED = "Saved as you type, a moment after each pause. Going back and forth keeps everything. Only you see a draft."
FORM, PREVIEW, EASY = "The declaration", "What residents will read", "The easy-read version"
NOT_FILLED_IN, NOTHING_TO_READ = "not filled in yet", "There is no text to judge yet."
EASY_ENOUGH = "Every text is easy enough to read, and is about this measure."
READING = "Reading age, and whether the words are about this measure"
HARD = "“{field}” asks for a reading age of about {age}. Aim for {most} or younger: shorter sentences, shorter words."
NOT_NAMED = "“{field}” does not seem to be about “{title}”: it uses none of these words: {words}. Please check."
OTHER_MEASURE = "“{field}” speaks of something else than “{title}” ({words}). Say only what changes. Please check."
PROPOSE = "Propose for signature"
PROPOSED = "Proposed as {id}. Someone else must sign it by {until}, or it lapses."
TOLD_BY_MAIL = "Whoever may sign is told by e-mail within a minute."
TELL_THEM = "Tell them: no e-mail is set up here, so nothing is sent by itself."
STEP = "Step {step} of {steps}: {title}"
STEP_TITLE, ALL_STEPS = "{number}. {title}", "All steps, and what is still open in each"
HERE, OPEN_IN, NONE_OPEN, LAST = "You are here.", "Still to answer: {number}.", "Everything is answered.", "Comes last."
REQUIRED, REQUIRED_ARE = "{label} (required)", "Questions marked (required) must be answered before you can propose."
NEXT, BACK = "Save and go on", "Back"
STILL_OPEN = "Still to answer before this can be proposed"
NEWEST = "Go on with the newest text"
WHOLE_PAGE = "The whole public page, as it would stand"
WHOLE_PAGE_NONE = "There is no public page yet on which this could stand."
ENDING = "{council}: “{title}” ends when it is signed"
WHY_ENDED, WHY_RAISED, REVIEW = "Why it ended", "Reason given", "Review by"
HELPED = "What helped"
RAISING = "{council} publishes level {level}, above the calculated level"

SIGN_INTRO = "Read every word. You sign exactly this text, by its digest; whoever changes a word needs a new signature."
NOTHING = "Nothing waits for your signature."
EVERYTHING = "Everything that is signed"
TERMS = {
    "told": "Who was told",
    "council_code": "Code of the area",
    "declaration_id": "Number of the declaration",
    "kind": "What is decided",
    "measure_id": "Exceptional measure (id)",
    "stage": "Stage",
    "starts_at": "It starts, or started, at",
    "review_by": "Review by",
}
SIGNS_THIS = "“Sign this text” signs the text above and no other: the one with the digest {digest}."
SIGNED_THIS = "You signed declaration {id}, the text with the digest {digest}."
CHANGED = "This text has changed since you opened it. What you see now is the new text. Read it again."
SIGNING = "Signing, and publishing it"
DIGEST = "Digest (sha256) of this text"
NO_VIEW = "The principal social worker has not given a view."
VIEW_FIRST = (
    "Stage 3 waits for this view, whatever it is. If neither the principal social worker nor their named deputy "
    "answers by {until}, say below that no view could be had; then it can be signed. The view is then due in {days} "
    "working days."
)
WITHOUT, WITHOUT_BUTTON = "Why no view could be had (public)", "Say that no view could be had"
WITHOUT_DONE, WITHOUT_SAID = "Kept. You can sign now.", "No view could be had: {why}"
SIGN, SEND_BACK, BACK_REASON = "Sign this text", "Send it back", "Why (your colleague sees this; it is not public)"
SIGNED = {
    "declare": "Signed and in force: “{title}”.",
    "later": "Signed: “{title}”. It is in force from {day}.",
    "renew": "Signed: “{title}” is renewed. Its review is due by {day}.",
    "end": "Signed: “{title}” has ended.",
    "raise": "Signed: the level is raised to {level}.",
}
SHOWN = "Release {release} shows it, {seconds:.1f} seconds after your click."
SIGNED_LINKS = "The public page"
SENT_BACK = "Sent back to its author with your reason."
