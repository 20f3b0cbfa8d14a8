import type { AnyRoute } from '@tanstack/react-router';

export const setupRoutes: readonly AnyRoute[] = [];
