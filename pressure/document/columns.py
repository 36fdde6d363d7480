"""What every column of every CSV means, once: its type, what may stand in it, and its words. The data package, the
SQLite copy and the page /data/dictionary/ say them. `| None` means that it may be empty."""

from typing import Annotated

from pressure.document.kinds import (
    AtLeastOne,
    Count,
    Day,
    LevelNumber,
    Moment,
    Number,
    Percent,
    Sha256,
    StageNumber,
    Version,
    says,
)
from pressure.domain import measures
from pressure.domain.counting import answers

STATUSES = ("rated", "floor_only", "not_rated")
MARKERS = ("[c]", "[x]", "[z]", "[p]", "[r]", "[e]", "[b]")
MARKERS_SAID = (
    "[c] suppressed, [x] not available, [z] not applicable, [p] provisional, [r] revised, [e] estimated, "
    "[b] break in the series."
)
SINCE_SAID = (
    "The start of the unbroken run at this level. Time without a level in force ends a run, unless a level followed "
    "on the day it ran out."
)

CouncilCode = Annotated[str, says("The council's GSS code. Trusts in Northern Ireland have their own short codes.")]
CouncilName = Annotated[str, says("The council's everyday name.")]
Nation = Annotated[str, says("The nation it is in.")]
RegionCode = Annotated[str, says("The code of its region; in nations without regions that of the nation.")]
Region = Annotated[str, says("The name of its region.")]
Adults18plus = Annotated[AtLeastOne | None, says("Residents aged 18 or over. Empty where no figure is published.")]
ValidFrom = Annotated[Moment, says("When this rating was published and came into force. Times are UTC.")]
ValidTo = Annotated[
    Moment | None,
    says(
        "When it stopped being in force: when the next one replaced it, when it ran out (valid_until), "
        "or when the council ended, whichever came first. Empty while it is in force. From valid_to to "
        "the next valid_from there was no current level."
    ),
]
RatedOn = Annotated[Day, says("The day it was worked out for, in the United Kingdom.")]
LEVEL_FIGURES_SAID = "The level by figures, with settling and without anything signed."
LEVEL_UNSETTLED_SAID = "The level by this week's figures alone, before settling."
MISSING_COUNTED_AS_SAID = "The band that a figure which was not sent counts as. Empty for every other."
WHY_NO_LEVEL = ("too_small", "core_not_sent", "register_not_confirmed", "too_little_evidence")
STATE_SAID = (
    "scored, or why not: missing, stale, withdrawn, too_few, none_of_none, does_not_apply, no_counts, too_short, "
    "low_coverage, no_population (a count for a place whose number of adults is not known), or what the sender said "
    "of the figure."
)

LevelPublished = Annotated[
    LevelNumber | None, says("The pressure level, 1 to 4. Empty when there is no current level.")
]
LevelCalculated = Annotated[
    LevelNumber | None, says("The level by figures and by what is signed, before any raised level.")
]
LevelFigures = Annotated[LevelNumber | None, says(LEVEL_FIGURES_SAID)]
HOW_WE_LOOKED_SAID = (
    "How the council looked for people without life-sustaining care: asked_providers, brokerage_log, duty_team or "
    "did_not_ask. Empty where it did not say, and for every other measure."
)
HowWeLooked = Annotated[str | None, says(HOW_WE_LOOKED_SAID)]
LevelProposed = Annotated[
    LevelNumber | None, says("The level that the figures would have given by the rules that are proposed.")
]
LevelUnsettled = Annotated[LevelNumber | None, says(LEVEL_UNSETTLED_SAID)]
MissingCountedAs = Annotated[LevelNumber | None, says(MISSING_COUNTED_AS_SAID)]
LevelPoints = Annotated[LevelNumber | None, says("The level by points alone.")]
LevelName = Annotated[str, says("The name of the published level.")]
Status = Annotated[
    str,
    says(
        "rated: figures support the level. floor_only: it stands on a signature alone, so it is at least "
        "this level. not_rated: no current level.",
        one_of=STATUSES,
    ),
]
Points = Annotated[Count | None, says("Points scored.")]
PointsPossible = Annotated[Count | None, says("The most points the measures scored could give.")]
EvidencePercent = Annotated[Percent | None, says("The share of the whole weight that was scored, rounded down.")]
WaitingListLevel = Annotated[
    LevelNumber | None,
    says(
        "The level of the waiting list family. Empty when less than half of its weight was scored, and "
        "in every family when the figures are too few for a level of the council."
    ),
]
ProviderCapacityLevel = Annotated[LevelNumber | None, says("The level of the provider capacity family, as above.")]
LifeAndLimbLevel = Annotated[LevelNumber | None, says("The level of the life and limb family, as above.")]
DecidingRule = Annotated[str | None, says("The rule that decided the level; /method/ has the words for each.")]
LevelIfMissingBest = Annotated[LevelNumber, says("The level if every missing measure were in band 1.")]
LevelIfMissingWorst = Annotated[LevelNumber, says("The level if every missing measure were in band 4.")]
MeasuresMissing = Annotated[str | None, says("The measures that could not be scored, with semicolons between them.")]
NoLevelReason = Annotated[str | None, says("Why there is no level, or none that figures support.")]
RaisedReason = Annotated[str | None, says("The public reason for a level raised by two people.")]
DeclarationIds = Annotated[str | None, says("The exceptional measures in force, with semicolons between them.")]
ConfirmedByRole = Annotated[
    str | None,
    says(
        "The role of whoever confirmed the return before it was published. Empty: not confirmed, or "
        "changed after it was."
    ),
]
Since = Annotated[
    Moment,
    says(SINCE_SAID),
]
DataTo = Annotated[Day | None, says("The newest period end among the figures scored.")]
NextDue = Annotated[Moment | None, says("When the next figures should show.")]
ValidUntil = Annotated[Moment | None, says("Do not rely on the rating from this moment on.")]
METHOD = says("The version of the method.")
MethodVersion = Annotated[Version, METHOD]
ReleaseId = Annotated[str, says("The release that first published this row.")]
CorrectionId = Annotated[
    str | None,
    says("The correction that changed this row. Empty when none did, and where first figures came late."),
]
PublishedAt = Annotated[Moment, says("When it was published.")]
SupersededAt = Annotated[
    Moment | None,
    says("When the next publication replaced it, also where it had run out before. Empty for the newest."),
]
WeekEnding = Annotated[Day, says("A Sunday.")]
RatedAt = Annotated[Moment, says("The moment rated.")]
MeasureId = Annotated[str, says("The measure's name; /method/ says how each is counted.")]
Family = Annotated[
    str, says("The family the measure belongs to: waiting_list, provider_capacity, life_and_limb, or register.")
]
State = Annotated[str, says(STATE_SAID)]
Band = Annotated[LevelNumber | None, says("The band of the figure, 1 to 4. Empty when it was not scored.")]
Weight = Annotated[AtLeastOne, says("The measure's weight: 1, 2 or 3.")]
Value = Annotated[
    Number | None, says("The public figure in its unit. Of a block of weeks that of all its weeks, not of a mean week.")
]
Answer = Annotated[
    bool | None,
    says("What was answered to a question that takes yes or no, such as register_confirmed. Empty for every figure."),
]
Unit = Annotated[str | None, says("What the value counts in: per_100k, percent, stage, hours_a_week and so on.")]
Numerator = Annotated[
    Number | None, says("The count behind the value. People in returns are rounded to the nearest 5.")
]
Denominator = Annotated[int | None, says("What the count is out of.")]
Scale = Annotated[
    AtLeastOne,
    says("The numerator was counted as so many times itself: the days of the month, for a daily average of them."),
]
CoverageNumerator = Annotated[
    Count | None, says("Of all that happened, the part that the publication holds. The value is divided by that share.")
]
CoverageDenominator = Annotated[AtLeastOne | None, says("All that happened.")]
Providers = Annotated[Count | None, says("Of how many providers the beds or posts are, where it was sent.")]
WithdrawnAt = Annotated[
    Moment | None, says("When its load was taken back; /corrections/ says why. Empty for every other.")
]
MOVED_BY = ("nothing", "figures", "rules", "both", "correction")
MovedBy = Annotated[
    str | None,
    says(
        "What moved the level by figures since the rating before: figures, rules or both; or a correction of the "
        "rating before. Empty for the first.",
        one_of=MOVED_BY,
    ),
]
LevelByRulesBefore = Annotated[
    LevelNumber | None,
    says("The level of these figures, before settling, by the rules of the rating before. Empty where there is none."),
]
Marker = Annotated[
    str | None,
    says(
        MARKERS_SAID,
        one_of=MARKERS,
    ),
]
PeriodStart = Annotated[Day, says("The first day of the period.")]
PERIOD_ENDS = says("The last day of the period.")
PeriodEnd = Annotated[Day, PERIOD_ENDS]
ValueIsRounded = Annotated[
    bool,
    says(
        "Whether the figure is a rounded one: its publisher rounded it, or it counts people in a "
        "council's return and is rounded before anyone sees it."
    ),
]
AgeDays = Annotated[Count | None, says("Days from the end of the period to the day received.")]
SourceId = Annotated[str | None, says("The source of the figure; /data/ names each with its publisher.")]
SourceUrl = Annotated[str | None, says("Where its publisher put it.")]
Licence = Annotated[str | None, says("The licence it came under.")]
AreaCode = Annotated[str, says("The GSS code of the nation or region.")]
AreaName = Annotated[str, says("Its name.")]
SourceRow = Annotated[AtLeastOne, says("The row of the source's file that the figure was read from.")]
Title = Annotated[str, says("What the source is called.")]
Publisher = Annotated[str, says("Who publishes it.")]
Url = Annotated[str | None, says("Where its publisher puts it. Empty for the councils' own returns.")]
Cadence = Annotated[str, says("How often it comes.", one_of=tuple(pace.value for pace in measures.Cadence))]
FromCouncil = Annotated[bool, says("Whether councils send it themselves.")]
ReceivedAt = Annotated[Moment | None, says("When it reached us. Empty when it did not come.")]
Stage = Annotated[StageNumber | None, says("The stage of an exceptional measure.")]
DeclarationId = Annotated[str, says("The name of a declaration; it never changes.")]
RaisedTo = Annotated[LevelNumber | None, says("The level it was raised to. Empty for an exceptional measure.")]
Area = Annotated[str | None, says("Where it applies.")]
People = Annotated[str | None, says("For whom.")]
PeopleAbout = Annotated[
    str | None,
    says(
        "About how many people, as it was signed: to the nearest 5, and fewer than 10 for 1 to 7. Empty in a text from "
        "before this was asked, and for a raised level."
    ),
]
Reason = Annotated[str | None, says("What has changed, in the council's public words.")]
StartsAt = Annotated[
    Moment,
    says("When the council says it began. It is in force from the later of this and signed_at; pages print both days."),
]
DeclaredLateDays = Annotated[Count | None, says("Days from when it began to when it was signed.")]
ReviewBy = Annotated[Day | None, says("The day by which it must be looked at again.")]
EndedAt = Annotated[Moment | None, says("When two people ended it. Empty while it is in force.")]
EndReason = Annotated[str | None, says("What replaced it.")]
WhatHelped = Annotated[
    str | None,
    says("What helped to end it, for other councils. Empty while in force, and where it ended before this was asked."),
]
RenewedFrom = Annotated[
    str | None,
    says(
        "The sha256 of the signed text that the newest renewal replaced, as in the record. Empty when it "
        "was never renewed."
    ),
]
ProposedByRole = Annotated[str, says("The role of whoever proposed it. Never a name.")]
SignedByRole = Annotated[str, says("The role of whoever signed it. Never a name.")]
SignedAt = Annotated[Moment, says("When it was first signed. It is in force from the later of this and starts_at.")]
PswView = Annotated[
    str | None, says("The own view of the principal social worker, or the nation's own lead, or their deputy.")
]
NoViewReason = Annotated[str | None, says("Why no view could be had before this text was signed. Else empty.")]
LateViewBy = Annotated[Day | None, says("The day by which a view that could not be had is due.")]
LateViewOn = Annotated[Day | None, says("The day on which that view was given after all. Empty: not given.")]
OutsideCheckBy = Annotated[
    Day | None, says("The day by which somebody outside the council is to check it. Stage 3 only.")
]
OutsideCheckOn = Annotated[Day | None, says("The day on which that check was done. Empty: not done.")]
OutsideCheck = Annotated[str | None, says("Which body checked it, and what it found, in the council's words.")]
TextSha256 = Annotated[Sha256, says("The sha256 of the exact text signed.")]
OfficialName = Annotated[str, says("The council's full name.")]
OwnWords = Annotated[str | None, says("What the council added in its own words.")]
CountedSoSince = Annotated[Day | None, says("The day from which it counts so. Empty where it did not say.")]
CountingChangedOn = Annotated[
    Day | None,
    says(
        "The newest day on which its counting of this changed, as told by then: figures before it and after it are "
        "counted otherwise. Empty where it never did."
    ),
]
Question = Annotated[str, says("The name of the question in counting_questions.yaml.")]
Choice = Annotated[str, says("The name of the answer there.")]
Says = Annotated[str, says("The answer that was chosen, in the words of the rules.")]
Told = Annotated[
    str,
    says(
        "first; changed: the counting itself changed; put_right: only what is said of it did.",
        one_of=tuple(each.value for each in answers.Told),
    ),
]
AnsweredAt = Annotated[Moment, says("When it was answered.")]
ByRole = Annotated[str, says("The role of whoever answered. Never a name.")]
ReplacedAt = Annotated[Moment | None, says("When the next answer replaced it. Empty while it stands.")]
Kind = Annotated[str, says("The kind of council.")]
NationCode = Annotated[str, says("The code of the nation.")]
AdultsYear = Annotated[str | None, says("The year of the population figure.")]
Successors = Annotated[
    str | None, says("The councils that took over from one that ended, with semicolons between them.")
]
FormerCodes = Annotated[str | None, says("Codes it had before, with semicolons between them.")]
GovUkSlug = Annotated[str | None, says("Its name in the council look-up of GOV.UK.")]
Telephone = Annotated[
    str | None,
    says(
        "The telephone number for adult social care, as the operator of this site gave it. Empty when "
        "none was given: we never guess."
    ),
]
OutOfHoursTelephone = Annotated[str | None, says("The number for evenings, nights and weekends, as given.")]
Email = Annotated[str | None, says("The e-mail address, as given.")]
WebPage = Annotated[str | None, says("The council's own page, as given.")]
CorrectsReleaseId = Annotated[str, says("The release that was corrected. It stays readable as it was.")]
What = Annotated[str, says("What changed, in words.")]
Why = Annotated[str, says("The public reason.")]
FactsAsOf = Annotated[Moment, says("Nothing received later is in the release.")]
Note = Annotated[str | None, says("What the release is about.")]
RulesDigest = Annotated[Sha256, says("The sha256 of the rule files in force.")]
PeriodKind = Annotated[
    str,
    says("Whether the row counts a calendar year, a season or all the time counted.", one_of=("all", "year", "season")),
]
Period = Annotated[
    str,
    says(
        "The year or season, such as 2026 year or 2026 autumn, or all. 2026-27 winter is December 2026 "
        "to February 2027."
    ),
]
FirstDay = Annotated[Day, says("The first day counted.")]
LastDay = Annotated[Day, says("The last day counted. Only whole days are counted.")]
DaysLevel1 = Annotated[Count, says("Days at level 1. A day counts at the level in force at its end, UK time.")]
DaysLevel2 = Annotated[Count, says("Days at level 2.")]
DaysLevel3 = Annotated[Count, says("Days at level 3.")]
DaysLevel4 = Annotated[Count, says("Days at level 4.")]
DaysUnknown = Annotated[Count, says("Days with no current level at their end, or an out-of-date one.")]
Days = Annotated[AtLeastOne, says("All days counted: the sum of the others.")]
Level = Annotated[LevelNumber | None, says("The level, 1 to 4. Empty when it was unknown.")]
Ended = Annotated[bool, says("Whether the run is over. A run that goes on grows from release to release.")]
Entry = Annotated[AtLeastOne, says("The number of the record's entry, which holds the commitment.")]
RecordedAt = Annotated[Moment, says("When the act was recorded.")]
Action = Annotated[str, says("The act, in the record's word.")]
ReasonCommitment = Annotated[
    str, says("What the entry holds: HMAC-SHA256 of the words in UTF-8 under the nonce, in hex.")
]
Nonce = Annotated[
    str | None, says("The 32 bytes, in hex, that the commitment was made under. Empty once the words were removed.")
]

About = Annotated[str, says("What was tried.")]
Scenario = Annotated[str, says("The kind of year it was tried on, or the month of real figures.")]
Variant = Annotated[str, says("Which of several: a level, a measure, a threshold. Empty where there is one.")]
Figure = Annotated[Number, says("What was found, to one place.")]
Lowest = Annotated[Number | None, says("The lowest of several seeds or trials.")]
Highest = Annotated[Number | None, says("The highest of several seeds or trials.")]
Bar = Annotated[str | None, says("What METHOD asks of it. Empty where it asks nothing.")]
Met = Annotated[bool | None, says("Whether it is met.")]
OFFICIAL_OF = ("council", "nation_as_published", "nation_all_bodies_together")
FigureOf = Annotated[
    str,
    says(
        "Whose figure it is. nation_all_bodies_together: worked out from the counts behind those of its bodies, for a "
        "period of which nearly all have one.",
        one_of=OFFICIAL_OF,
    ),
]
NationValue = Annotated[
    Number | None, says("The figure of its nation for the same period: as published, else of all bodies together.")
]
InTwoHighest = Annotated[Count, says("How many of its official figures are in the two highest of four bands.")]
WithBand = Annotated[Count, says("How many official figures are recent enough for a band.")]
WithFigure = Annotated[Count, says("How many measures have an official figure, however old.")]
NewestPeriodEnd = Annotated[Day | None, says("The last day of the newest official figure.")]
