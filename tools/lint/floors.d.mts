import type { Rule } from 'eslint';

export declare const floorsRule: Rule.RuleModule;
export declare function faultOf(file: string, specifier: string): string | undefined;
