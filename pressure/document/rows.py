"""A row of every CSV: its columns in their order. What stands under its name is said in the data dictionary."""

from typing import Annotated

from typing_extensions import TypedDict

from pressure.document import columns
from pressure.document.kinds import Count, Day, Moment, Number, Signable, Version, says

READ = (
    "ok",
    "provisional",
    "estimated",
    "suppressed",
    "not_submitted",
    "not_applicable",
    "refused",
    "withdrawn",
)
"""What may be said of a figure."""


class Where(TypedDict):
    """Where a council is, so that a region can be picked from one file."""

    council_name: columns.CouncilName
    nation: columns.Nation
    region: columns.Region


class InForce(TypedDict):
    """Which council a rating is of, and when it was in force."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    nation: columns.Nation
    region_code: columns.RegionCode
    region: columns.Region
    adults_18plus: columns.Adults18plus
    valid_from: columns.ValidFrom
    valid_to: columns.ValidTo
    rated_on: columns.RatedOn


class Said(TypedDict):
    """What a rating says of itself in a line."""

    level_published: columns.LevelPublished
    level_calculated: columns.LevelCalculated
    level_figures: columns.LevelFigures
    level_unsettled: columns.LevelUnsettled
    level_points: columns.LevelPoints
    level_name: columns.LevelName
    status: columns.Status
    points: columns.Points
    points_possible: columns.PointsPossible
    evidence_percent: columns.EvidencePercent
    waiting_list_level: columns.WaitingListLevel
    provider_capacity_level: columns.ProviderCapacityLevel
    life_and_limb_level: columns.LifeAndLimbLevel
    deciding_rule: columns.DecidingRule
    level_if_missing_best: columns.LevelIfMissingBest
    level_if_missing_worst: columns.LevelIfMissingWorst
    measures_missing: columns.MeasuresMissing
    moved_by: columns.MovedBy
    level_by_rules_before: columns.LevelByRulesBefore
    no_level_reason: columns.NoLevelReason
    raised_reason: columns.RaisedReason
    declaration_ids: columns.DeclarationIds
    confirmed_by_role: columns.ConfirmedByRole
    since: columns.Since
    data_to: columns.DataTo
    next_due: columns.NextDue
    valid_until: columns.ValidUntil
    method_version: columns.MethodVersion


class RatingRow(InForce, Said):
    """One row a council and an unbroken interval in which nothing public changed, with later corrections worked
    in."""

    release_id: columns.ReleaseId
    correction_id: columns.CorrectionId


class PublishedRow(RatingRow):
    """One row each time anything public about a council's rating changed. Rows are only ever added."""

    published_at: columns.PublishedAt
    superseded_at: columns.SupersededAt


class ReasonRow(TypedDict):
    """One row a measure of a rating as published. `pressure verify` works every level out from these rows again."""

    council_code: columns.CouncilCode
    rated_at: columns.RatedAt
    measure_id: columns.MeasureId
    state: columns.State
    band: columns.Band
    missing_counted_as: columns.MissingCountedAs
    points: Annotated[Count, says("The measure's points: the band it counts as minus one, times weight.")]
    weight: columns.Weight
    value: Annotated[
        Number | None,
        says("The public figure that the band was worked out from."),
    ]
    unit: columns.Unit
    numerator: columns.Numerator
    denominator: columns.Denominator
    marker: columns.Marker
    period_end: Annotated[Day | None, columns.PERIOD_ENDS]
    source_id: columns.SourceId
    release_id: columns.ReleaseId


class WeekRow(TypedDict):
    """One row a council and a Sunday, also for weeks without a level."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    nation: columns.Nation
    region: columns.Region
    week_ending: columns.WeekEnding
    level_published: columns.LevelPublished
    level_calculated: columns.LevelCalculated
    level_figures: columns.LevelFigures
    status: Annotated[
        str,
        says(
            "As in ratings.csv at the end of the Sunday; out_of_date when the level had run out by then.",
            one_of=("rated", "floor_only", "not_rated", "out_of_date"),
        ),
    ]
    points: columns.Points
    points_possible: columns.PointsPossible
    evidence_percent: columns.EvidencePercent
    method_version: Annotated[Version | None, columns.METHOD]
    release_id: Annotated[str | None, says("The release in force at the end of the Sunday. Empty before the first.")]


class ReadingRow(TypedDict):
    """One row a measure, a council and a period as received once. Figures not sent in a weekly return have a row
    too."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    nation: columns.Nation
    region: columns.Region
    measure_id: columns.MeasureId
    family: columns.Family
    period_start: columns.PeriodStart
    period_end: columns.PeriodEnd
    value: columns.Value
    answer: columns.Answer
    unit: columns.Unit
    numerator: columns.Numerator
    denominator: columns.Denominator
    scale: columns.Scale
    coverage_numerator: columns.CoverageNumerator
    coverage_denominator: columns.CoverageDenominator
    providers: columns.Providers
    how_we_looked: columns.HowWeLooked
    value_is_rounded: columns.ValueIsRounded
    cadence: columns.Cadence
    status: Annotated[
        str,
        says(
            "What the sender said of the figure. not_submitted: it was due and did not come. In releases of format 2 "
            "and before also withdrawn.",
            one_of=READ,
        ),
    ]
    withdrawn_at: columns.WithdrawnAt
    marker: columns.Marker
    band: columns.Band
    points: Annotated[Count | None, says("The points the figure would give by itself.")]
    age_days: columns.AgeDays
    source_id: columns.SourceId
    source_url: columns.SourceUrl
    licence: columns.Licence
    received_at: columns.ReceivedAt
    method_version: columns.MethodVersion
    release_id: columns.ReleaseId | None


class ReadFigure(TypedDict):
    """What such a row says of the figure itself."""

    family: columns.Family
    value: columns.Value
    answer: columns.Answer
    unit: columns.Unit
    numerator: columns.Numerator
    denominator: columns.Denominator
    scale: columns.Scale
    value_is_rounded: columns.ValueIsRounded
    marker: columns.Marker
    band: columns.Band
    points: Count | None


class NationalRow(TypedDict):
    """One row a measure, a nation or region and a period as received once, from surveys and official statistics. As
    published there; no council's level is made of it."""

    area_code: columns.AreaCode
    area_name: columns.AreaName
    measure_id: columns.MeasureId
    period_start: columns.PeriodStart
    period_end: columns.PeriodEnd
    value: Annotated[Number | None, says("The figure in its unit, as its publisher gave it.")]
    unit: columns.Unit
    numerator: Annotated[Number | None, says("The count behind the value, where its publisher gave it.")]
    denominator: columns.Denominator
    value_is_rounded: Annotated[bool, says("Whether its publisher rounded it.")]
    status: Annotated[
        str,
        says(
            "What its publisher said of the figure. withdrawn: its load was taken back later; /corrections/ says why.",
            one_of=READ,
        ),
    ]
    marker: columns.Marker
    source_id: Annotated[str, says("The source of the figure; sources.csv has its title and licence.")]
    source_row: columns.SourceRow
    received_at: Annotated[Moment, says("When it reached us.")]
    release_id: Annotated[str, says("The release that first showed it.")]


class OfficialFigureRow(TypedDict):
    """One row an official figure of a council or a nation and a period, as it stands now, with its band and what the
    nation had: the whole history. No row is of a council's own return, and no level is made of one."""

    area_code: Annotated[str, says("The code of the council or of the nation.")]
    area_name: Annotated[str, says("Its everyday name.")]
    figure_of: columns.FigureOf
    measure_id: columns.MeasureId
    period_start: columns.PeriodStart
    period_end: columns.PeriodEnd
    value: Annotated[Number, says("The figure in its unit; where it covers a part of all, divided by that part.")]
    unit: columns.Unit
    band: columns.Band
    nation_value: columns.NationValue
    status: Annotated[str, says("What its publisher said of the figure.", one_of=READ)]
    marker: columns.Marker
    source_id: columns.SourceId


class OfficialCountRow(TypedDict):
    """One row a council: how many of its newest official figures are in the two highest of four bands. A count of
    figures, never a level."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    nation: columns.Nation
    in_two_highest: columns.InTwoHighest
    with_band: columns.WithBand
    with_figure: columns.WithFigure
    newest_period_end: columns.NewestPeriodEnd


class ProposedRow(TypedDict):
    """One row a council and a scheduled release in which the level by figures would have differed by the rules that are
    proposed. They take no effect; where nothing is proposed there is no row."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    rated_at: columns.RatedAt
    level_figures: columns.LevelFigures
    level_proposed: columns.LevelProposed
    deciding_rule: Annotated[
        str | None, says("The proposed rule that would have decided the level; /method/ has the words for each.")
    ]
    method_version: Annotated[Version, says("The version of the method that is proposed.")]
    release_id: Annotated[str, says("The scheduled release.")]


class SourceRow(TypedDict):
    """One row a source that this release has a figure of."""

    source_id: Annotated[str, says("The name that readings.csv and national.csv call it by.")]
    title: columns.Title
    publisher: columns.Publisher
    licence: Annotated[str, says("The licence its figures came under.")]
    url: columns.Url
    cadence: columns.Cadence
    from_council: columns.FromCouncil


class DeclarationRow(TypedDict):
    """One row a signed declaration or raised level, as it stands. No person is named."""

    declaration_id: columns.DeclarationId
    council_code: columns.CouncilCode
    measure_id: Annotated[str, says("The exceptional measure from the catalogue in /method/, or raised_level.")]
    stage: Annotated[Signable | None, says("2 exceptional, 3 life-sustaining care only. Empty for a raised level.")]
    level: columns.RaisedTo
    area: columns.Area
    people: columns.People
    people_about: columns.PeopleAbout
    reason: columns.Reason
    starts_at: columns.StartsAt
    published_at: columns.PublishedAt
    declared_late_days: columns.DeclaredLateDays
    review_by: columns.ReviewBy
    ended_at: columns.EndedAt
    end_reason: columns.EndReason
    what_helped: columns.WhatHelped
    status: Annotated[
        str | None,
        says(
            "How it stood when this release was made. Empty when it had not begun.",
            one_of=("in_force", "review_overdue", "renewed", "ended"),
        ),
    ]
    renewed_from: columns.RenewedFrom
    proposed_by_role: columns.ProposedByRole
    signed_by_role: columns.SignedByRole
    signed_at: columns.SignedAt
    psw_view: columns.PswView
    no_view_reason: columns.NoViewReason
    late_view_by: columns.LateViewBy
    late_view_on: columns.LateViewOn
    outside_check_by: columns.OutsideCheckBy
    outside_check_on: columns.OutsideCheckOn
    outside_check: columns.OutsideCheck
    text_sha256: columns.TextSha256


class CouncilRow(TypedDict):
    """Every council with adult social care duties, also those that have ended."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    official_name: columns.OfficialName
    kind: columns.Kind
    nation_code: columns.NationCode
    nation: columns.Nation
    region_code: columns.RegionCode
    region: columns.Region
    adults_18plus: columns.Adults18plus
    adults_year: columns.AdultsYear
    first_day: Annotated[Day | None, says("The day it began. Empty when it was always there.")]
    last_day: Annotated[Day | None, says("Its last day. Empty while it exists.")]
    successors: columns.Successors
    former_codes: columns.FormerCodes
    gov_uk_slug: columns.GovUkSlug


class ContactRow(TypedDict):
    """One row a council for which whoever runs this site has given a telephone number, an e-mail address or a web
    page."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    telephone: columns.Telephone
    out_of_hours_telephone: columns.OutOfHoursTelephone
    email: columns.Email
    web_page: columns.WebPage


class ReleaseRow(TypedDict):
    """Every release up to this one."""

    release_id: Annotated[str, says("UTC time and a counter.")]
    published_at: columns.PublishedAt
    facts_as_of: columns.FactsAsOf
    reason: Annotated[
        str,
        says(
            "scheduled, declaration, statement, correction, revision, expiry or review. Only a scheduled "
            "release shows what has waited; every other one shows its own act."
        ),
    ]
    note: columns.Note
    rules_digest: columns.RulesDigest


class RobustnessRow(TypedDict):
    """How the rules of this release behave on an invented England, one figure a row; `pressure robustness` makes it.
    Empty when the rules have changed since."""

    about: columns.About
    scenario: columns.Scenario
    variant: columns.Variant
    unit: columns.Unit
    figure: columns.Figure
    lowest: columns.Lowest
    highest: columns.Highest
    bar: columns.Bar
    met: columns.Met


class CorrectionRow(TypedDict):
    """One row a council and a correction. What was published before stays as it was."""

    correction_id: Annotated[str, says("The name of the correction; ratings.csv names the ones that changed a row.")]
    published_at: columns.PublishedAt
    release_id: Annotated[str, says("The release that made the correction.")]
    corrects_release_id: columns.CorrectsReleaseId
    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    what: columns.What
    why: columns.Why


class DaysRow(TypedDict):
    """One row a council and a year or season, and one for all the time counted, from levels as published."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    period_kind: columns.PeriodKind
    period: columns.Period
    first_day: columns.FirstDay
    last_day: columns.LastDay
    days_level_1: columns.DaysLevel1
    days_level_2: columns.DaysLevel2
    days_level_3: columns.DaysLevel3
    days_level_4: columns.DaysLevel4
    days_unknown: columns.DaysUnknown
    days: columns.Days


class RunRow(TypedDict):
    """One row a council and an unbroken run at one level, or unknown, from levels as published. The run in force
    now is the last; on its first day it has 0 days."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    level: columns.Level
    first_day: Annotated[Day, says("The day it began.")]
    last_day: Annotated[
        Day | None, says("Its last whole day, or the last counted while it goes on. Empty when it had no whole day.")
    ]
    days: Annotated[
        Count, says("Whole days: those at whose end this level was in force. 0 for a level of part of a day.")
    ]
    ended: columns.Ended
    since: Annotated[Moment, says("The moment it began.")]


class CommittedReasonRow(TypedDict):
    """One row an entry of the record that commits to a public reason. Words that were removed leave a mark, and no
    nonce."""

    entry: columns.Entry
    recorded_at: columns.RecordedAt
    action: columns.Action
    reason_commitment: columns.ReasonCommitment
    nonce: columns.Nonce
    reason: Annotated[str, says("Why it was done, in the words of whoever did it, on one line.")]


class CountingAnswerRow(TypedDict):
    """One row an answer of a council about how it counts a figure of its return, also those that were replaced. Where
    there is none it has not said. No level is made of an answer."""

    council_code: columns.CouncilCode
    council_name: columns.CouncilName
    measure_id: columns.MeasureId
    question: columns.Question
    title: Annotated[str, says("What was asked about how the figure is counted.")]
    choice: columns.Choice
    says: columns.Says
    own_words: columns.OwnWords
    told: columns.Told
    counted_so_since: columns.CountedSoSince
    counting_changed_on: columns.CountingChangedOn
    answered_at: columns.AnsweredAt
    replaced_at: columns.ReplacedAt
    by_role: columns.ByRole
    release_id: Annotated[str, says("The release that first showed it.")]
