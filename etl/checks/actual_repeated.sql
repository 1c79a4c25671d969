-- error
SELECT format('{} {} {} {}', province_id, indicator_id, series, period_end) AS subject,
       string_agg(source_url, '; ' ORDER BY source_url) AS detail
FROM actuals
GROUP BY province_id, indicator_id, series, period_start, period_end, value, qualifier
HAVING count(*) > 1
ORDER BY 1
