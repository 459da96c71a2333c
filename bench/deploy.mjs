// SPDX-License-Identifier: MIT
// The same deploy as the program's, as an action in JavaScript would do it: for bench/run.
// It does less: no retries, no replies, no other command.
import { appendFileSync, readFileSync } from "node:fs";
import { Octokit } from "@octokit/core";

const { GITHUB_API_URL, GITHUB_EVENT_PATH, GITHUB_OUTPUT, GITHUB_REPOSITORY } = process.env;
const event = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8"));
const options = {
  baseUrl: GITHUB_API_URL,
  userAgent: "deploy.mjs",
  request: { signal: AbortSignal.timeout(60_000) },
};
// What GitHub's documentation recommends, and the hub insists on.
const headers = {
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
};

function refuse(why) {
  console.log(`::error::${why}`);
  process.exit(1);
}

const word = event.comment.body.split(/\r?\n/)[0];
if (
  event.action !== "created" ||
  !event.issue.pull_request ||
  event.comment.user.type === "Bot" ||
  word !== "/test-deploy"
) {
  process.exit(0);
}

const cms = new Octokit({ ...options, auth: process.env["INPUT_GITHUB-TOKEN"] });
const infrastructure = new Octokit({ ...options, auth: process.env.INPUT_TOKEN });
const [owner, repo] = GITHUB_REPOSITORY.split("/");
const [infrastructureOwner, infrastructureRepo] = process.env.INPUT_REPOSITORY.split("/");
const sender = event.comment.user.login;

const [{ data: role }, { data: pull }] = await Promise.all([
  cms.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
    owner,
    repo,
    username: sender,
    headers,
  }),
  cms.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner,
    repo,
    pull_number: event.issue.number,
    headers,
  }),
]);
if (!["write", "maintain", "admin"].includes(role.role_name)) {
  refuse(`${sender} may not deploy`);
}
if (
  pull.state !== "open" ||
  !["dev", "main"].includes(pull.base.ref) ||
  pull.head.repo?.full_name !== GITHUB_REPOSITORY
) {
  refuse("this pull request has no environment");
}

await infrastructure.request("POST /repos/{owner}/{repo}/dispatches", {
  owner: infrastructureOwner,
  repo: infrastructureRepo,
  headers,
  event_type: "deploy-ephemeral",
  client_payload: {
    pr_number: String(pull.number),
    branch: pull.head.ref,
    base_branch: pull.base.ref,
    commit_sha: pull.head.sha,
    sender,
  },
});
await cms.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
  owner,
  repo,
  comment_id: event.comment.id,
  content: "rocket",
  headers,
});
appendFileSync(GITHUB_OUTPUT, "result=dispatched\n");
console.log(`::notice::Requested deploy-ephemeral for pull request ${pull.number}`);
// As the actions' own library ends: what is kept alive would hold the process for seconds.
process.exit(0);
