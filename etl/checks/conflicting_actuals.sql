-- warning
SELECT format('{} {} {} {}', province_id, indicator_id, series, period_end) AS subject,
       string_agg(format('{} ({})', value, publisher), '; ' ORDER BY value, publisher) AS detail
FROM actuals WHERE qualifier = 'exact'
GROUP BY province_id, indicator_id, series, period_start, period_end, recorded_at
HAVING count(DISTINCT value) > 1
ORDER BY 1
