-- error: Số chính xác được công bố trước khi kỳ của nó kết thúc; hạng và điểm của một kỳ xếp hạng mang tên kỳ nên không tính.
SELECT actual_id AS subject, format('{} {}: kỳ đến {}, biết ngày {}', province_id, indicator_id, period_end, recorded_at) AS detail
FROM actuals
WHERE qualifier = 'exact' AND recorded_at < period_end AND unit NOT IN ('rank', 'score_0_100', 'index_0_1')
ORDER BY 1
