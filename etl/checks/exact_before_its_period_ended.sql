-- error
SELECT actual_id AS subject, format('{} {}: {}, {}', province_id, indicator_id, period_end, recorded_at) AS detail
FROM actuals
WHERE qualifier = 'exact' AND recorded_at < period_end AND unit NOT IN ('rank', 'score_0_100', 'index_0_1')
ORDER BY 1
