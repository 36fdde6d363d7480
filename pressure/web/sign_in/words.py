"""The words of signing in, being refused, and signing out."""

TITLE = "Sign in"
AGAIN_TITLE = "Confirm that it is you"
LEAD = "For officers of councils, of trusts and of the hub. Everything public needs no sign-in."
AGAIN = "Proposing and signing need a sign-in within the last {minutes} minutes. Nothing you have written is lost."
ADDRESS = "E-mail address"
PASSWORD = "Password"  # noqa: S105 a label
CODE, CODE_HINT = "Code", "The six numbers your authenticator app shows now. Each code works once."
BUTTON = "Sign in"
COUNCIL_ACCOUNT = "Sign in with your work account"
DEMONSTRATION = "This is a demonstration on this computer. No code is needed. The password was printed when it started."

HOW_TITLE = "How to get in"
HOW_WHO = "Whoever manages the people of your council or trust here gives accounts, or whoever runs this site does. "
HOW_ASK = "Ask for an account"
HOW_PASSWORD = (
    "You need a work e-mail address of your own and an authenticator app on a phone or computer.",
    "The first time you get a link. It works once, within {hours} hours. You choose a password, scan a picture "
    "with the "
    "app and type the code that it shows.",
    "After that you sign in here with your address, your password and the code of the moment.",
    "A new phone or a lost password: ask for a new link. Nobody can look your password up.",
)
HOW_ACCOUNT = (
    "You need your work account at the council or trust, with a second factor if you are a director or a signatory.",
    "The first time you get a link. It works once, within {hours} hours. It ties your work account to your role here.",
    "After that you sign in with your work account.",
)

WRONG = "That did not work. Check the address and password, and use the code your app shows now."
WRONG_AGAIN = "That did not work. Use the code your app shows now; each works once."
TOO_MANY_TITLE = "Too many tries"
TOO_MANY = (
    "Wait {minutes} before you try again. If you forgot your password, ask your administrator for a new invitation."
)
FOREIGN_TITLE = "This form did not come from our page"
FOREIGN = "For your safety nothing was done. Open the page again and send the form from there."
NOT_A_FORM_TITLE = "We cannot read that"
NOT_A_FORM = "Only the form on our page can be sent here. Files and other formats are not accepted."
BUSY_TITLE = "A release is being made"
BUSY = "Try again in a few seconds. Nothing was changed."

PROVIDER_TITLE = "Your employer's sign-in service does not answer"
PROVIDER = "Try again in a minute. If it goes on, tell the people who run that service."
FAILED_TITLE = "The sign-in was not completed"
FAILED = "It was stopped, took too long, or was answered in another window. Start again from here."
UNKNOWN_TITLE = "Your account is not known here"
UNKNOWN = (
    "Signing in to your work account worked, but nobody has added this account. Give these two lines to your "
    "administrator."
)
DISABLED = "Your access has ended. Ask your administrator if this is a mistake."
DISABLED_TITLE = "You no longer have access"
SECOND_FACTOR_TITLE = "A second factor is needed"
SECOND_FACTOR = (
    "Directors and signatories must sign in to their work account with a second factor, such as an app or "
    "a key. Your sign-in did not say that it had one."
)

OUT_TITLE = "Sign out"
OUT = "You will be signed out in every window of this browser."
OUT_BUTTON = "Sign out"
SIGNED_OUT_TITLE = "You are signed out"
SIGNED_OUT = "Pages that are still open stop working at the next click."

ENROL_TITLE = "Set up your access"
ENROL_LEAD = "This invitation is for {name}. If that is not you, close this page."
ENROL_PASSWORD = "Choose a password"  # noqa: S105 a label
ENROL_HINT = (
    "At least {least} characters; {advised} or more is better. Three or four words that do not belong together do well."
)
ENROL_REPEAT, ENROL_DIFFERENT = "The same password again", "The two passwords are not the same."
ENROL_APP = "Scan this picture with an authenticator app on your phone, or type the key into it."
ENROL_KEY = "Key"
ENROL_BUTTON = "Finish"
ENROL_ACCOUNT = "Link your work account"
ENROLLED_TITLE = "You are set up"
ENROLLED = "You can sign in now."
NO_INVITATION_TITLE = "This invitation does not work"
NO_INVITATION = "It has been used or has run out. Ask your administrator for a new one."

TRY_AGAIN = "Sign in"
PUBLIC_PAGES = "Public pages"
