import type { AnyRoute } from '@tanstack/react-router';

export const networkRoutes: readonly AnyRoute[] = [];
