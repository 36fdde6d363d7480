"""`pressure officer`, `pressure record`, and what passes between officers and the operator."""

from pathlib import Path
from typing import Annotated

import typer

from pressure.commands.answering import Json, plainly

officer = typer.Typer(no_args_is_help=True, help="Who may sign in, and as what.")
token = typer.Typer(no_args_is_help=True, help="What a council's programs send its return with.")
record = typer.Typer(no_args_is_help=True, help="The record of every act that changed public state.")


@officer.command("add")
@plainly
def officer_add(
    name: Annotated[str, typer.Argument(help="The person's name; it is never published.")],
    role: Annotated[list[str], typer.Option(help="Such as data_officer@E10000015; repeat for more.")],
    email: Annotated[str | None, typer.Option(help="Their work address, to sign in with by password.")] = None,
    managed_by: Annotated[str | None, typer.Option(help="The id of the person's manager.")] = None,
    as_json: Json = False,
) -> None:
    """Add an officer and print the link with which they set themselves up."""
    from pressure.commands.officers import run_add

    run_add(name, role, email, managed_by, as_json=as_json)


@officer.command("import")
@plainly
def officer_import(
    file: Annotated[Path, typer.Argument(help="A CSV with the columns name, email, role, council and managed_by.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check it.")] = False,
    invitations: Annotated[
        Path | None, typer.Option(help="Where the links go; a new file beside FILE if you give none.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add everybody of a file, or nobody: roles by their names, councils by code or whole name."""
    from pressure.commands.accounts.importing import run_import

    run_import(file, invitations, dry_run=dry_run, as_json=as_json)


@officer.command("address")
@plainly
def officer_address(
    person_id: Annotated[str, typer.Argument(help="The person's id.")],
    email: Annotated[str, typer.Argument(help="Their work e-mail address.")],
) -> None:
    """Give somebody without one the address they sign in with; the record does not have it."""
    from pressure.commands.officers import run_address

    run_address(person_id, email)


@officer.command("asks")
@plainly
def officer_asks(as_json: Json = False) -> None:
    """List who asked for an account at /take-part/account/."""
    from pressure.commands.accounts.asking import run_asks

    run_asks(as_json=as_json)


@officer.command("accept")
@plainly
def officer_accept(
    ask: Annotated[str, typer.Argument(help="As `pressure officer asks` names it.")], as_json: Json = False
) -> None:
    """Add somebody who asked, and print their invitation; a letter with it goes where there is a sender."""
    from pressure.commands.accounts.asking import run_accept

    run_accept(ask, as_json=as_json)


@officer.command("decline")
@plainly
def officer_decline(ask: Annotated[str, typer.Argument(help="As `pressure officer asks` names it.")]) -> None:
    """Delete an ask with its name and address; nobody is written to."""
    from pressure.commands.accounts.asking import run_decline

    run_decline(ask)


@officer.command("list")
@plainly
def officer_list(as_json: Json = False) -> None:
    """List officers with their roles."""
    from pressure.commands.officers import run_list

    run_list(as_json=as_json)


@officer.command("disable")
@plainly
def officer_disable(person_id: Annotated[str, typer.Argument(help="The person's id.")]) -> None:
    """Shut an officer out at once, open pages included."""
    from pressure.commands.officers import run_disable

    run_disable(person_id)


@officer.command("invite")
@plainly
def officer_invite(person_id: Annotated[str, typer.Argument(help="The person's id.")], as_json: Json = False) -> None:
    """Print a new one-use link for setting up sign-in."""
    from pressure.commands.officers import run_invite

    run_invite(person_id, as_json=as_json)


@officer.command("link")
@plainly
def officer_link(person_id: str, issuer: str, subject: str) -> None:
    """Tie an officer to an account of the council's identity provider."""
    from pressure.commands.officers import run_link

    run_link(person_id, issuer, subject)


@officer.command("agree")
@plainly
def officer_agree(person_id: Annotated[str, typer.Argument(help="The person's id.")]) -> None:
    """Agree to a role that one administrator gave, so that it counts at once."""
    from pressure.commands.officers import run_agree

    run_agree(person_id)


@officer.command("role")
@plainly
def officer_role(
    person_id: str,
    role: Annotated[str, typer.Argument(help="Such as director@E10000015.")],
    take: Annotated[bool, typer.Option("--take", help="Take the role away.")] = False,
) -> None:
    """Give an officer a role at a council, or take it away."""
    from pressure.commands.officers import run_role

    run_role(person_id, role, take=take)


@token.command("add")
@plainly
def token_add(
    council: Annotated[str, typer.Argument(help="The council's code.")],
    months: Annotated[int | None, typer.Option(help="How long it works; a year at most, and if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Make a token for a council and print it, once."""
    from pressure.commands.tokens.managing import run_add

    run_add(council, months, as_json=as_json)


@token.command("list")
@plainly
def token_list(
    council: Annotated[str | None, typer.Option(help="A council code; without it, all.")] = None, as_json: Json = False
) -> None:
    """List tokens by number: until when they work and the day they were last used."""
    from pressure.commands.tokens.managing import run_list

    run_list(council, as_json=as_json)


@token.command("revoke")
@plainly
def token_revoke(token_id: Annotated[str, typer.Argument(help="The token's number.")]) -> None:
    """End a token at once."""
    from pressure.commands.tokens.managing import run_revoke

    run_revoke(token_id)


@record.command("verify")
@plainly
def record_verify(
    against: Annotated[Path | None, typer.Option(help="A published checkpoint.")] = None, as_json: Json = False
) -> None:
    """Check the chain, and that it continues a published checkpoint."""
    from pressure.commands.records import run_verify

    run_verify(against, as_json=as_json)


@record.command("export")
@plainly
def record_export(file: Annotated[Path, typer.Argument(help="Where to write it, one entry a line.")]) -> None:
    """Write the record to a file that anyone can check."""
    from pressure.commands.records import run_export

    run_export(file)


@record.command("begin-again")
@plainly
def record_begin_again(reason: Annotated[str, typer.Option(help="Why, in words the public reads.")]) -> None:
    """After a loss: keep what was published and begin a record of a new name."""
    from pressure.commands.records import run_begin_again

    run_begin_again(reason)


@record.command("change-key")
@plainly
def record_change_key(reason: Annotated[str, typer.Option(help="Why, in words the public reads.")]) -> None:
    """Hand the record over to a new signing key, by an entry that the old key and the new one sign."""
    from pressure.commands.records import run_change_key

    run_change_key(reason)


@record.command("hand-over")
@plainly
def record_hand_over() -> None:
    """Give the checkpoint of every release to the git repository of whoever keeps them."""
    from pressure.commands.records import run_hand_over

    run_hand_over()


@record.command("confirm-time")
@plainly
def record_confirm_time() -> None:
    """Say that the clock is right although the newest act is more than eight days old."""
    from pressure.commands.records import run_confirm_time

    run_confirm_time()


@plainly
def remind(
    status: Annotated[bool, typer.Option("--status", help="Only say what was sent and what waits.")] = False,
    as_json: Json = False,
) -> None:
    """Write today's reminders to officers, and send them where there is a mail server."""
    from pressure.commands.reminders import run_remind

    run_remind(status=status, as_json=as_json)


@plainly
def notify(
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete one reader's address; it is asked for, so that no shell keeps it.")
    ] = False,
    everyone: Annotated[bool, typer.Option("--forget-everyone", help="Delete every reader's address.")] = False,
    as_json: Json = False,
) -> None:
    """Send readers the mail they asked for: who asked is asked to confirm, who confirmed is told of a changed level."""
    from pressure.commands.readers.notifying import run_notify

    run_notify(forget=forget, everyone=everyone, as_json=as_json)


@plainly
def requests(
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False, as_json: Json = False
) -> None:
    """List what councils asked to have corrected."""
    from pressure.commands.requests import run_requests

    run_requests(everything=everything, as_json=as_json)


@plainly
def answer(
    request_id: Annotated[int, typer.Argument(help="See `pressure requests`.")],
    outcome: Annotated[str, typer.Option(help="answered, accepted or refused.")],
    words: Annotated[str, typer.Option(help="What the council reads.")],
    correction: Annotated[
        str, typer.Option(help="The published correction that puts it right: an id of data/corrections.csv.")
    ] = "",
) -> None:
    """Answer a request for a correction; accepting or refusing closes it."""
    from pressure.commands.requests import run_answer

    run_answer(request_id, outcome, words, correction)


@plainly
def redact(
    text_id: Annotated[str, typer.Argument(help="A text's id, as `pressure find-words` gives it.")],
    email: Annotated[str, typer.Option(help="An administrator's address. Password and code are asked for.")],
    reason: Annotated[str, typer.Option(help="To ask for it: name, health, address or other.")] = "",
    words: Annotated[
        Path | None, typer.Option(help="A text file with the words that must be gone, instead of the whole text.")
    ] = None,
    also: Annotated[list[Path] | None, typer.Option(help="A file or folder more to search.")] = None,
) -> None:
    """Ask, with --reason, that a text be removed from everywhere; without it, agree as another administrator, and it is
    done. Exit 1 if words stand anywhere afterwards."""
    from pressure.commands.redacting import run_agree, run_ask

    if reason:
        run_ask(text_id, email, reason)
    else:
        run_agree(text_id, email, words, also or [])
