"""How a task stands on a day, who carries how much, what is answered: the rules, on every kind of input."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kpi.export.calendar import Entry, calendar
from kpi.model.task_codes import GROUPS, STATES, DeadlineKind, Group, Report, State
from kpi.reading.task_answers import Verdict, counts, demands
from kpi.reading.task_index import Choice, agencies_present, build_index, group_counts, positions, select, states_of
from kpi.reading.task_states import SOON_DAYS, judge, last_reports
from kpi.reading.workload import heaviest, month_names, peak

DAY = date(2026, 3, 1)
FINANCE = frozenset({"finance"})
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
dated_kinds = st.sampled_from([kind for kind in DeadlineKind if kind not in {DeadlineKind.ONGOING, DeadlineKind.NONE}])
deadlines = st.one_of(
    st.tuples(dated_kinds, days),
    st.tuples(st.sampled_from([DeadlineKind.ONGOING, DeadlineKind.NONE]), st.none()),
)
histories = st.lists(st.tuples(st.sampled_from(list(Report)), days), max_size=6)


def frames(tasks, histories_):
    rows = pd.DataFrame(
        [
            {
                "task_id": f"t{n}",
                "document_id": "d",
                "place": "p",
                "section": "steering",
                "deadline_kind": str(kind),
                "deadline": pd.Timestamp(deadline) if deadline else pd.NaT,
                "original_deadline": pd.NaT,
                "issued_on": pd.Timestamp(2025, 1, 1),
                "ended_on": pd.NaT,
            }
            for n, (kind, deadline) in enumerate(tasks)
        ]
    )
    told = [
        {"task_id": f"t{n}", "status": str(report), "recorded_at": pd.Timestamp(day)}
        for n, history in enumerate(histories_)
        for report, day in history
    ]
    return rows, pd.DataFrame(told, columns=["task_id", "status", "recorded_at"])


def one(kind=DeadlineKind.DATE, deadline=DAY, history=(), day=DAY, **columns):
    rows, reports = frames([(kind, deadline)], [list(history)])
    return judge(rows.assign(**columns), reports, day).iloc[0]


def state_of(row) -> State:
    return STATES[int(row["state"])]


def group_of(row) -> Group:
    return GROUPS[int(row["group"])]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(deadlines, histories), min_size=1, max_size=30), days)
def test_every_task_has_one_state_and_one_group_that_follow_from_the_reports_and_the_day(cases, day):
    rows, reports = frames([deadline for deadline, _ in cases], [history for _, history in cases])
    judged = judge(rows, reports, day)
    for n, ((kind, deadline), history) in enumerate(cases):
        seen = [(told, report) for report, told in history if told <= day]
        last = [report for told, report in seen if told == max(seen)[0]]
        state = State(min(last, key=list(Report).index)) if last else State.NOT_REPORTED
        if state in {State.DONE, State.DONE_LATE}:
            group = Group.FINISHED
        elif deadline is None:
            group = Group.ONGOING if kind is DeadlineKind.ONGOING else Group.UNDATED
        elif deadline < day:
            group = Group.PAST_DEADLINE if state is State.NOT_REPORTED else Group.OVERDUE
        else:
            group = Group.SOON if deadline <= day + timedelta(days=SOON_DAYS) else Group.LATER
        assert (state_of(judged.iloc[n]), group_of(judged.iloc[n])) == (state, group)


@settings(max_examples=50, deadline=None)
@given(deadlines, histories, days)
def test_nothing_is_done_unless_a_report_of_that_time_says_so(deadline, history, day):
    rows, reports = frames([deadline], [history])
    if state_of(judge(rows, reports, day).iloc[0]) in {State.DONE, State.DONE_LATE}:
        assert any(report in {Report.DONE, Report.DONE_LATE} and told <= day for report, told in history)


def test_the_last_day_is_still_in_time():
    assert group_of(one(day=DAY)) is Group.SOON
    assert one(day=DAY)["days_left"] == 0
    late = DAY + timedelta(days=1)
    assert group_of(one(day=late)) is Group.PAST_DEADLINE
    assert group_of(one(history=[(Report.IN_PROGRESS, DAY)], day=late)) is Group.OVERDUE


def test_a_report_that_was_not_known_yet_does_not_count():
    rows, reports = frames([(DeadlineKind.DATE, DAY)], [[(Report.DONE, DAY)]])
    assert state_of(judge(rows, reports, DAY).iloc[0]) is State.DONE
    assert state_of(judge(rows, reports, DAY, known=DAY - timedelta(days=1)).iloc[0]) is State.NOT_REPORTED


def test_two_reports_of_one_day_count_as_the_less_finished():
    _, reports = frames([(DeadlineKind.DATE, DAY)], [[(Report.DONE, DAY), (Report.STUCK, DAY)]])
    assert last_reports(reports, DAY).loc["t0", "status"] == "stuck"


def test_done_after_the_deadline_is_done_but_said_to_be_unproven():
    late = one(history=[(Report.DONE, DAY + timedelta(days=3))], day=DAY + timedelta(days=5))
    assert state_of(late) is State.DONE
    assert late["done_unproven"]
    in_time = one(history=[(Report.DONE, DAY)], day=DAY + timedelta(days=5))
    assert not in_time["done_unproven"]
    assert state_of(one(history=[(Report.DONE_LATE, DAY + timedelta(days=3))], day=date(2026, 5, 1))) is State.DONE_LATE


def test_overdue_on_arrival_means_that_the_original_deadline_had_passed_when_the_document_came():
    issued = pd.Timestamp(2025, 10, 23)
    assert one(original_deadline=pd.Timestamp(2025, 9, 30), issued_on=issued)["late_on_arrival"]
    assert not one(original_deadline=pd.Timestamp(2025, 10, 23), issued_on=issued)["late_on_arrival"]
    assert not one(issued_on=issued)["late_on_arrival"]


def test_a_document_that_is_not_issued_yet_sets_no_task():
    rows, reports = frames([(DeadlineKind.DATE, DAY)], [[]])
    index = build_index(rows, pd.DataFrame({"task": [0], "agency_id": ["a"], "role": ["lead"]}), reports)
    before = states_of(index, date(2024, 12, 31))
    assert not select(index, before, Choice()).any()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(deadlines, st.sampled_from("abc"), st.booleans()), min_size=1, max_size=20),
    days,
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from(["", *map(str, GROUPS)]),
)
def test_counts_agree_with_the_list_for_every_choice(cases, day, agency, group):
    rows, reports = frames([deadline for deadline, _, _ in cases], [])
    links = pd.DataFrame(
        [
            {"task": n, "agency_id": name, "role": "lead" if lead else "coordinating"}
            for n, (_, name, lead) in enumerate(cases)
        ]
    )
    index = build_index(rows, links, reports)
    judged = states_of(index, day)
    groups = [GROUPS[code] for code in judged.cells["group"].tolist()]
    choice = Choice(agencies=(agency,) if agency else (), group=group)
    mask = select(index, judged, choice)
    listed = positions(judged, mask).tolist()
    assert sorted(listed) == [
        n for n, (_, name, _) in enumerate(cases) if agency in {"", name} and group in {"", str(groups[n])}
    ]
    assert sum(group_counts(judged, mask).values()) == len(listed)
    order = [GROUPS.index(groups[n]) for n in listed]
    assert order == sorted(order)
    days_left = [cases[n][0][1] or date.max for n in listed]
    for place in range(1, len(listed)):
        assert order[place - 1] < order[place] or days_left[place - 1] <= days_left[place]
    assert set(agencies_present(index, mask)) == {cases[n][1] for n in listed}


def test_the_load_counts_roles_apart_and_never_adds_two_documents():
    tasks = pd.DataFrame(
        {
            "task_id": ["x1", "x2", "y1"],
            "document_id": ["x", "x", "y"],
            "place": ["x", "x", "y"],
            "section": "steering",
            "deadline_kind": ["date", "ongoing", "date"],
            "deadline": [pd.Timestamp(2026, 2, 1), pd.NaT, pd.Timestamp(2026, 4, 1)],
            "original_deadline": pd.NaT,
            "issued_on": pd.Timestamp(2025, 1, 1),
            "ended_on": pd.NaT,
        }
    )
    links = pd.DataFrame(
        [
            (0, "finance", "lead"),
            (0, "finance", "coordinating"),
            (1, "finance", "coordinating"),
            (2, "finance", "lead"),
            (2, "everyone", "lead"),
        ],
        columns=["task", "agency_id", "role"],
    )
    silent = build_index(tasks, links, pd.DataFrame(columns=["task_id", "status", "recorded_at"]))
    for load in heaviest(silent, states_of(silent, DAY), select(silent, states_of(silent, DAY), Choice()), 10, FINANCE):
        assert (load.overdue, load.lead_overdue) == (0, 0)
    reports = pd.DataFrame({"task_id": tasks["task_id"], "status": "in_progress", "recorded_at": DAY})
    index = build_index(tasks, links, reports)
    judged = states_of(index, DAY)
    loads = heaviest(index, judged, select(index, judged, Choice()), 10, FINANCE)
    assert [(load.document_id, load.lead, load.coordinating, load.tasks) for load in loads] == [
        ("x", 1, 2, 2),
        ("y", 1, 0, 1),
    ]
    assert loads[0].months == {"2026-02": 1, "ongoing": 1}
    assert (loads[0].overdue, loads[0].lead_overdue, loads[1].overdue) == (1, 1, 0)
    assert peak(loads[0]) == ("2026-02", 1)
    assert month_names(loads) == ["2026-02", "2026-04", "ongoing"]


def test_a_demand_is_answered_partly_answered_or_left_out():
    def link(document, relation):
        return {
            "duty_id": "d",
            "title_vi": "Việc",
            "audience": "provinces",
            "document_id": document,
            "relation": relation,
        }

    links = [
        link("centre", "demands"),
        link("whole", "answers"),
        link("whole", "details"),
        link("part", "details"),
        link("none", "left_out"),
        {**link("own", "own"), "duty_id": "e"},
    ]
    asked = demands(links)
    assert [demand.duty_id for demand in asked] == ["d"]
    verdicts = {name: asked[0].verdict(name) for name in ("whole", "part", "none", "own")}
    assert verdicts == {
        "whole": Verdict.ANSWERED,
        "part": Verdict.PARTLY,
        "none": Verdict.LEFT_OUT,
        "own": Verdict.NOT_ASKED,
    }
    assert counts(asked, "none")[Verdict.LEFT_OUT] == 1


def test_a_calendar_is_read_back_as_it_was_written():
    text = "Xây dựng kế hoạch; gồm “Đề án 06”, dòng hai\nvà một câu rất dài " + "về chuyển đổi số " * 12
    entry = Entry(
        "doc.36", "lead", text, date(2025, 11, 14), "Sở Tài chính", "", "Trước 15/11/2025", "01-KH", "36", 279, "x"
    )
    data = calendar([entry, entry], "Lịch: Sở Tài chính, Huế", "vi", built_on=date(2026, 1, 2), day=DAY)
    assert data == calendar([entry, entry], "Lịch: Sở Tài chính, Huế", "vi", built_on=date(2026, 1, 2), day=DAY)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    book = Calendar.from_ical(data)
    assert isinstance(book, Calendar)
    events = book.events
    assert str(book["x-wr-calname"]) == "Lịch: Sở Tài chính, Huế"
    assert [str(event["uid"]) for event in events] == ["doc.36@thuoc-do-57"] * 2
    event = events[0]
    assert (event.start, event.end) == (date(2025, 11, 14), date(2025, 11, 15))
    assert text in str(event["description"])
    assert "Trước 15/11/2025" in str(event["description"])
    assert event.alarms.times[0].trigger == date(2025, 11, 7)


def test_tasks_of_a_unit_that_ceased_are_its_history_neither_due_nor_counted_with_others():
    ended = pd.Timestamp(2025, 6, 30)
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    for deadline in (None, DAY):
        kind = DeadlineKind.DATE if deadline else DeadlineKind.NONE
        assert group_of(one(kind, deadline, day=after, ended_on=ended)) is Group.FORMER
        assert group_of(one(kind, deadline, day=before, ended_on=ended)) is not Group.FORMER
    rows, reports = frames([(DeadlineKind.NONE, None), (DeadlineKind.NONE, None)], [[], []])
    rows = rows.assign(place=["old", "new"], document_id=["a", "b"], ended_on=[ended, pd.NaT])
    index = build_index(rows, pd.DataFrame(columns=["task", "document_id", "agency_id", "role"]), reports)
    for day, everywhere in ((before, 2), (after, 1)):
        judged = states_of(index, day)
        assert select(index, judged, Choice()).sum() == everywhere
        assert select(index, judged, Choice(place="old")).tolist() == [True, False]
        assert select(index, judged, Choice(document="a")).tolist() == [True, False]
