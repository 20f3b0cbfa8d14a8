import type { AnyRoute } from '@tanstack/react-router';

export const homeRoutes: readonly AnyRoute[] = [];
