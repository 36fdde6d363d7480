"""The words of an officer's board."""

TO_SEND, TO_CONFIRM, TO_SIGN, IN_FORCE = "To send", "To confirm", "To sign", "In force and due"
BY_DATA_OFFICER, BY_DIRECTOR, BY_SIGNATORY = "Data officer", "Director", "Signatory"
RETURN, WAITING, STANDING = "Weekly return", "Waits for your signature", "In force"
WAITS_FOR_OTHERS = "Waiting for someone else's signature"
USED, USED_SAID = "Used, not declared", "The return says that this is used, and it is not in force: {measures}."
USED_SHOWN = "Declare it, or correct the return. The public page says so {days} days after the return was confirmed."
SENT_BACK, NOT_SIGNED = "Sent back", "Not signed in time"
SEND, CONFIRM = "Send the return", "Look and confirm"
ALL_SENT, NONE_TO_CONFIRM = "Everything is sent.", "Nothing waits to be confirmed."
DECIDES = "Counts for the level of {release}"
STILL_COUNTS = "Without it, figures that run out stop counting."
LEVEL, LEVEL_STAYS = "Level", "The level stays"
CONFIRMING_ADDS = "Confirming says in public that the director confirmed the figures."
LAPSES = "It lapses at {until}, and nothing changes then."
WITHIN_SECONDS = "Within seconds of the signature, on the page, in the register and in the feeds."
PUBLIC_IN_SECONDS = "The register says it within seconds of the signature."
NO_LONGER_HOLDS, FIGURES_DECIDE = (
    "No longer holds the level up",
    "What figures and the rest of the register say then decides.",
)
RAISES = "Raises the level"
HOLDS, DOES_NOT_HOLD = "Holds the level at {level} or above", "Does not hold the level by itself"
CHANGED_NOTHING = "It changed nothing"
NOTHING_WAITS = "Nothing waits for you."
ONE_WAITS, SOME_WAIT = "One thing waits for you. {first}", "{number} things wait for you. First: {first}"
COUNCILS = "Your councils"
