"""The pages on which a reader asks to be told, confirms, and stops."""

TELL_ME, TELL_ME_BRIEFLY = "Tell me when this changes", "Tell me of changes"
TITLE = "Tell me when {name} changes"
INVENTED = "This is a demonstration. The place and its figures are invented."

FEED_HEADING = "With a feed: nobody knows who you are"
FEED = (
    "A feed is a list of news at an address of its own. A program called a feed reader looks at it for you, every few "
    "hours, and shows what is new. Many are free, and mail programs such as Thunderbird can do it."
)
FEED_STEPS = (
    "Open your feed reader and choose “add a feed” or “subscribe”.",
    "Paste the address below.",
    "That is all. You see each change of level, each exceptional measure and each correction.",
    "To stop, take the feed out again.",
)
FEED_ADDRESS = "The address of this feed"

MAIL_HEADING = "By e-mail: one mail each time the level changes"
MAIL = (
    "First we write to your address once. Only if you open that mail and press its button do you hear from us again: "
    "once each time the level changes, and once if the council ends. Each mail has a link to stop."
)
KEPT = "We keep your address encrypted, for this alone, and delete it when you stop. "
PRIVACY = "What we keep, and for how long"
ADDRESS = "Your e-mail address"
BUTTON = "Send me the mail to confirm"

ASKED_TITLE = "Now look at your mail"
ASKED = (
    "If we can write to this address and it is not on the list already, a mail is on its way. It should come within a "
    "few minutes. Open it within 24 hours and press its button. Until then you get nothing else.",
    "Nothing came? Look where unwanted mail goes. After six hours you can ask again.",
)
BACK = "Back to {name}"

CONFIRM_TITLE = "Do you want to be told?"
CONFIRM = "Press the button, and we write to you each time the level of {name} changes."
CONFIRM_BUTTON = "Yes, tell me"
CONFIRMED_TITLE = "We will tell you"
CONFIRMED = "You get a mail each time the level of {name} changes. Each one has a link to stop."
GONE_TITLE = "This link does nothing any more"
GONE = "It ran out, or you have stopped since. No address is kept for it. You can ask again on the page of a council."

STOP_TITLE = "Stop these mails?"
STOP = "Press the button, and you get no more mail about {name}. Your address is deleted."
STOP_BUTTON = "Stop, and delete my address"
STOPPED_TITLE = "You get no more of these mails"
STOPPED = "Your address is deleted. You can ask again whenever you like."
THIS_COUNCIL = "this council"
NOT_OURS_TITLE = "This is not a link of ours"
NOT_OURS = "Perhaps it was cut in two. Open the mail again and copy the whole address."

TOO_MANY_TITLE = "Too many requests"
TOO_MANY = "Wait {minutes} before you try again, or use the feed: it needs no address."
FOREIGN_TITLE = "This form did not come from our page"
FOREIGN = "It may have been open too long. Nothing was kept. Open the page again and send the form from there."
NOT_A_FORM_TITLE = "We cannot read that"
NOT_A_FORM = "Only the form on our page can be sent here."
BUSY_TITLE = "A release is being made"
BUSY = "Try again in a few seconds. Nothing was changed."
COUNCILS = "All councils"
