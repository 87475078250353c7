"""The operations of the API: what is sent for each, and how its answer is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import types
from ._call import Call, Effect, segment
from ._upload import Module, Progress, Upload
from ._wire import Wire, encode
from .outcome import BatchItem, Outcome, batch_item, outcome

Fields = dict[str, Any]
"""JSON that describes an action, or another request."""

PLUGINS = "v1/wasm/plugins"


def _get(path: str, read: Any, **query: Any) -> Call[Any]:
    return Call("GET", path, read, Effect.NONE, query=query)


def _list_of(of: type[Wire]) -> Any:
    return lambda value: [of.from_dict(one) for one in value]


def list_plugins() -> Call[list[types.Plugin]]:
    return _get(PLUGINS, lambda value: types.PluginList.from_dict(value).plugins)


def get_plugin(name: str) -> Call[types.PluginDetail]:
    return _get(f"{PLUGINS}/{segment(name)}", types.PluginDetail.from_dict)


def register_plugin(
    module: Module, fields: Fields, progress: Progress | None
) -> Call[types.PluginRegistered]:
    upload = Upload(module, fields, progress)
    return Call("POST", PLUGINS, types.PluginRegistered.from_dict, upload=upload)


def replace_plugin(
    name: str, module: Module, fields: Fields, if_match: int | None, progress: Progress | None
) -> Call[types.PluginDetail]:
    return Call(
        "PUT",
        f"{PLUGINS}/{segment(name)}",
        types.PluginDetail.from_dict,
        upload=Upload(module, fields, progress),
        if_match=if_match,
    )


def update_plugin(name: str, change: Fields, if_match: int | None) -> Call[types.PluginDetail]:
    return Call(
        "PATCH",
        f"{PLUGINS}/{segment(name)}",
        types.PluginDetail.from_dict,
        body={key: value for key, value in change.items() if value is not None},
        if_match=if_match,
    )


def delete_plugin(name: str, if_match: int | None) -> Call[None]:
    return Call("DELETE", f"{PLUGINS}/{segment(name)}", lambda _: None, if_match=if_match)


def test_plugin(
    name: str, function: str, action: Fields | types.Action, cost: bool
) -> Call[types.TestPluginResponse]:
    return Call(
        "POST",
        f"{PLUGINS}/{segment(name)}/test",
        types.TestPluginResponse.from_dict,
        Effect.NONE,
        query={"cost": cost or None},
        body={"function": function, "input": encode(action)},
    )


def list_invocations(name: str) -> Call[types.InvocationList]:
    return _get(f"{PLUGINS}/{segment(name)}/invocations", types.InvocationList.from_dict)


def list_revisions(name: str) -> Call[types.PluginRevisionList]:
    return _get(f"{PLUGINS}/{segment(name)}/revisions", types.PluginRevisionList.from_dict)


def restore_plugin(name: str, revision: int, if_match: int | None) -> Call[types.PluginDetail]:
    path = f"{PLUGINS}/{segment(name)}/revisions/{revision}/restore"
    return Call("POST", path, types.PluginDetail.from_dict, if_match=if_match)


def list_rules() -> Call[list[types.Rule]]:
    return _get("v1/rules", _list_of(types.Rule))


def evaluate_rules(request: Fields | types.EvaluateRequest) -> Call[types.EvaluateResponse]:
    return Call(
        "POST",
        "v1/rules/evaluate",
        types.EvaluateResponse.from_dict,
        Effect.NONE,
        body=encode(request),
    )


def reload_rules(directory: str | None) -> Call[types.ReloadResponse]:
    body = {} if directory is None else {"directory": directory}
    return Call("POST", "v1/rules/reload", types.ReloadResponse.from_dict, body=body)


def set_rule_enabled(name: str, enabled: bool) -> Call[types.RuleEnabled]:
    path = f"v1/rules/{segment(name)}/enabled"
    return Call("PUT", path, types.RuleEnabled.from_dict, body={"enabled": enabled})


def rule_coverage(**query: Any) -> Call[types.RuleCoverage]:
    return _get("v1/rules/coverage", types.RuleCoverage.from_dict, **_between(query))


def _between(query: Fields) -> Fields:
    """`from` is a word of the language, so that both ends have other names in it."""
    since, until = query.pop("since", None), query.pop("until", None)
    return {**query, "from": since, "to": until}


def rule_set_revision(revision: int) -> Call[types.RuleSetRevision]:
    return _get(f"v1/rules/revisions/{revision}", types.RuleSetRevision.from_dict)


def dispatch(action: Fields | types.Action, dry_run: bool) -> Call[Outcome]:
    return Call(
        "POST",
        "v1/dispatch",
        outcome,
        Effect.NONE if dry_run else Effect.CHANGE,
        query={"dry_run": dry_run or None},
        body=encode(action),
    )


def dispatch_batch(actions: Iterable[Fields | types.Action], dry_run: bool) -> Call[list[BatchItem]]:
    return Call(
        "POST",
        "v1/dispatch/batch",
        lambda value: [batch_item(one) for one in value],
        Effect.NONE if dry_run else Effect.CHANGE,
        query={"dry_run": dry_run or None},
        body=encode(list(actions)),
    )


def query_audit(**query: Any) -> Call[types.AuditPage]:
    return _get("v1/audit", types.AuditPage.from_dict, **_between(query))


def get_audit_record(action_id: str) -> Call[types.AuditRecord]:
    return _get(f"v1/audit/{segment(action_id)}", types.AuditRecord.from_dict)


def list_changes(before: int | None, limit: int | None) -> Call[types.ChangeList]:
    return _get("v1/changes", types.ChangeList.from_dict, before=before, limit=limit)


def health() -> Call[types.Health]:
    return _get("health", types.Health.from_dict)


def ready() -> Call[types.Readiness]:
    # That a server is not ready is an answer.
    return Call("GET", "ready", types.Readiness.from_dict, Effect.NONE, accepted=503)


def stats(window: str | None) -> Call[types.Stats]:
    return _get("v1/stats", types.Stats.from_dict, window=window)


def metrics() -> Call[str]:
    return Call("GET", "metrics", str, Effect.NONE, is_text=True)


def config() -> Call[Fields]:
    return _get("v1/config", dict)


def session() -> Call[types.Session]:
    return _get("v1/session", types.Session.from_dict)
