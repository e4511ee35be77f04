export { StreamJudge } from "./judge.ts";
export { tellActionEvent } from "./tell-action-event.ts";
export type { EdgeCount, TrackCoverage } from "./coverage.ts";
export type { Finding, StoryStep } from "./finding.ts";
export type { JudgeOptions } from "./judge-options.ts";
export type { Place } from "./place.ts";
export type { Told } from "./told.ts";
export type { Standing, Step, Track } from "./track.ts";
export type { Forgotten, ProducerScore, Verdict } from "./verdict.ts";
