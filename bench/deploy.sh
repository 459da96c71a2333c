#!/usr/bin/env bash
# The same deploy as the program's, as it would be written by hand with curl and jq: for bench/run.
# Two processes of curl: one for what is read, at the same time, and one for what is written, in
# turn; each has one connection. It does less: no retries, no replies, no other command.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ask() { # TOKEN ARGUMENT...: curl's arguments for one request
  printf '%s\n' 'fail-with-body' 'silent' 'show-error' 'http2' 'tlsv1.2' 'max-time = 60' \
    'header = "Accept: application/vnd.github+json"' \
    'header = "X-GitHub-Api-Version: 2022-11-28"' \
    'header = "User-Agent: deploy.sh"' \
    "header = \"Authorization: Bearer $1\""
  shift
  printf '%s\n' "$@"
}

refuse() {
  printf '::error::%s\n' "$1"
  exit 1
}

IFS=$'\t' read -r action word number comment author kind on_pull < <(
  jq -r '[.action, (.comment.body | split("\n")[0] | rtrimstr("\r")), .issue.number, .comment.id,
    .comment.user.login, .comment.user.type, (.issue | has("pull_request"))] | @tsv' \
    "$GITHUB_EVENT_PATH"
)
if [ "$action" != created ] || [ "$on_pull" != true ] || [ "$kind" = Bot ] ||
  [ "$word" != /test-deploy ]; then
  exit 0
fi

# Bash cannot name a variable with a hyphen, which the runner's input has.
own_token=$(env | sed -n 's/^INPUT_GITHUB-TOKEN=//p')
cms=$GITHUB_API_URL/repos/$GITHUB_REPOSITORY
{
  ask "$own_token" "url = \"$cms/collaborators/$author/permission\"" "output = \"$work/role\""
  printf 'next\n'
  ask "$own_token" "url = \"$cms/pulls/$number\"" "output = \"$work/pull\""
} | curl --parallel --config - || refuse 'the API could not be read'

jq -e '.role_name | IN("write", "maintain", "admin")' "$work/role" >/dev/null ||
  refuse "$author may not deploy"
jq -e --arg repository "$GITHUB_REPOSITORY" \
  '.state == "open" and (.base.ref | IN("dev", "main")) and .head.repo.full_name == $repository' \
  "$work/pull" >/dev/null || refuse 'this pull request has no environment'

jq -c --arg sender "$author" '{event_type: "deploy-ephemeral", client_payload: {
  pr_number: (.number | tostring), branch: .head.ref, base_branch: .base.ref,
  commit_sha: .head.sha, $sender}}' "$work/pull" >"$work/dispatch"
{
  ask "$INPUT_TOKEN" "url = \"$GITHUB_API_URL/repos/$INPUT_REPOSITORY/dispatches\"" \
    'header = "Content-Type: application/json"' "data = \"@$work/dispatch\"" 'fail-early'
  printf 'next\n'
  ask "$own_token" "url = \"$cms/issues/comments/$comment/reactions\"" \
    'header = "Content-Type: application/json"' 'data = "{\"content\":\"rocket\"}"' \
    'output = "/dev/null"'
} | curl --config - || refuse 'the dispatch could not be sent'

printf 'result=dispatched\n' >>"$GITHUB_OUTPUT"
printf '::notice::Requested deploy-ephemeral for pull request %s\n' "$number"
