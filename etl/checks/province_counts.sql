-- error
SELECT 'provinces' AS subject, format('63: {}; 34: {}', count(*) FILTER (vintage = 63), count(*) FILTER (vintage = 34)) AS detail
FROM provinces
HAVING count(*) FILTER (vintage = 63) <> 63 OR count(*) FILTER (vintage = 34) <> 34
